/** Things under what they have in common, in the order in which each group begins. */
export function grouped<Thing>(things: readonly Thing[], by: (thing: Thing) => string): [string, Thing[]][] {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) groups.set(by(thing), [...(groups.get(by(thing)) ?? []), thing]);
  return [...groups];
}
