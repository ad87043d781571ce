/** What members that hold a sum are called, at whichever provider. */
const named = /amount|value|total/i;

/** The sums in the body of a request, JSON or form, as digits only: "66.61" and 6661 are both "6661". */
export function sumsIn(body: string): string[] {
  return [...leavesOf(parsed(body))]
    .filter(([name]) => named.test(name))
    .map(([, value]) => String(value).replace('.', ''))
    .filter((digits) => /^\d+$/.test(digits));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return Object.fromEntries(new URLSearchParams(body)); // not JSON, so it is a form
  }
}

function* leavesOf(value: unknown, name = ''): Generator<[name: string, leaf: unknown]> {
  if (typeof value !== 'object' || value === null) return void (yield [name, value]);
  for (const [key, member] of Object.entries(value)) yield* leavesOf(member, Array.isArray(value) ? name : key);
}
