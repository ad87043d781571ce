/** Shorter ones are words or numbers that stand in a log for other reasons; nobody is kept out by them either. */
const shortest = 8;
/** Far more than an installation has; what is over makes room for what is new. */
const most = 2_000;

/** All hubs of a process share its log files, so they share this. */
const known = new Set<string>();

/** Counts what is noted: what was found harmless before may hold what is known to be secret now. */
let changes = 0;
export const secretsKnownSince = (): number => changes;

/** Notes a secret's value, so that no line of the log shows it, whoever logs it and wherever: as it is or in an address. */
export function keepFromLog(value: string | undefined): void {
  if (value === undefined || value.length < shortest) return;
  const bytes = Buffer.from(value);
  // Of halves of surrogate pairs, which nothing can be sent with, the bytes make replacement signs.
  const inAddress = encodeURIComponent(bytes.toString());
  for (const form of new Set([value, inAddress, bytes.toString('base64'), bytes.toString('base64url')])) {
    if (!known.delete(form)) changes += 1;
    known.add(form);
  }
  for (const oldest of known) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
}

export const secretsKnown = (): Iterable<string> => known;
