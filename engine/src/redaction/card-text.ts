import { withoutIbans } from './ibans.ts';
import { filler, inPlainDigits } from './plain-digits.ts';

/**
 * Luhn's check digit, as card numbers have it (ISO/IEC 7812-1, annex B), of a number that grows: a text of single digits has
 * a number that ends at each of them, and summing each of those up anew would hold up everybody for seconds.
 */
class Luhn {
  #count = 0;
  /** With every other digit doubled: the first, the third…; the second, the fourth… */
  #odd = 0;
  #even = 0;

  add(digits: string): void {
    for (let index = 0; index < digits.length; index += 1) {
      const digit = digits.charCodeAt(index) - 48;
      const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
      this.#count += 1;
      this.#odd += this.#count % 2 ? doubled : digit;
      this.#even += this.#count % 2 ? digit : doubled;
    }
  }

  /** The last digit is never doubled. */
  get passes(): boolean {
    return (this.#count % 2 ? this.#even : this.#odd) % 10 === 0;
  }
}

/**
 * How the numbers of each network begin and how long they are. Luhn's check alone would refuse one number in ten of those
 * that a shop makes up for its orders; with it and these, none shorter than 13 digits, no time, telephone or account number,
 * and about one in twenty-five of the random ones that have 16 digits and stand alone.
 */
const networks: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^3(?:0[0-59]|[689]\d)\d{11,16}$/, // Diners Club
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/, // JCB
  /^(?:5[06-8]|6\d)\d{11,17}$/, // Maestro, Discover, UnionPay, RuPay
  /^220[0-4]\d{12,15}$/, // Mir
  /^(?:8[12]|9792)\d{12,14}$/, // UnionPay and RuPay, Troy
];

/** The digits that all of them begin with. */
const mayBeginCard = /^[2-689]/;

const fitsNetwork = (digits: string): boolean => networks.some((network) => network.test(digits));

/** An identifier that machines make: among so many digits some would look like a card sooner or later. */
const uuid = /(?<![\da-f])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-f])/gi;

/** Digits without anything between them. */
interface Group {
  digits: string;
  start: number;
  end: number;
  /** What stands between this group and the one before it, when both may belong to one number. */
  joint: string | undefined;
  /** A letter touches it: this is a part of an identifier, and no number begins or ends here. */
  followsLetter: boolean;
  leadsToLetter: boolean;
  /** How many digits of a telephone number, begun by a plus or two zeros, come before this group; undefined without one. */
  afterPhone: number | undefined;
}

/** What people put between the groups of one number; not the comma, which parts the entries of a list. */
const isJoint = (between: string): boolean => /^[\s\p{Pd}−._/\\·•]{0,3}$/u.test(between);

const letter = /\p{L}/u;
const without = (text: string): string => (text.includes(filler) ? text.replaceAll(filler, '') : text);

/** What is written right before and right after a place; what nobody sees does not count, as far as anybody would write it. */
const before = (text: string, at: number): string =>
  text[at - 1] === filler ? (without(text.slice(Math.max(0, at - 8), at)).at(-1) ?? '') : (text[at - 1] ?? '');
const after = (text: string, at: number): string =>
  text[at] === filler ? (without(text.slice(at, at + 8))[0] ?? '') : (text[at] ?? '');

function groupsIn(text: string): Group[] {
  const groups: Group[] = [];
  let last: Group | undefined;
  for (const { 0: found, index: start } of text.matchAll(/\d[\d\u{e000}]*/gu)) {
    const digits = without(found);
    const end = start + found.length;
    const between = last && without(text.slice(last.end, start));
    const joint = between !== undefined && isJoint(between) ? between : undefined;
    const sign = before(text, start);
    const isPhone = sign === '+' || (joint === undefined && /^00(?:[1-9]|$)/.test(digits));
    const carried =
      joint === undefined || last?.afterPhone === undefined ? undefined : last.afterPhone + last.digits.length;
    last = {
      digits,
      start,
      end,
      joint,
      followsLetter: letter.test(sign),
      leadsToLetter: letter.test(after(text, end)),
      afterPhone: isPhone ? 0 : carried,
    };
    groups.push(last);
  }
  return groups;
}

/** Leaves decimals out: two groups on their own with a point between them. A machine writes as many digits as a card has. */
const withoutDecimals = (groups: readonly Group[]): Group[] =>
  groups.filter((_group, at) => {
    const [before, here, next, last] = [groups[at - 1], groups[at], groups[at + 1], groups[at + 2]];
    const endsOne = here?.joint === '.' && before?.joint === undefined && next?.joint === undefined;
    const beginsOne = next?.joint === '.' && here?.joint === undefined && last?.joint === undefined;
    return !(endsOne || beginsOne) || (beginsOne && (here?.digits.length ?? 0) >= 13);
  });

/** No telephone number has more digits, that of the country included (ITU-T E.164, section 6). */
const longestPhone = 15;

/**
 * Where the number that begins with a group ends; undefined when none does. The longest counts. Its groups are as long as
 * those on cards, whatever stands between them, or the same stands between all: prices and dates in a row ("4.50 3.20")
 * are short and mixed.
 */
function endOfCard(groups: readonly Group[], first: number): number | undefined {
  const { afterPhone, digits: begun = '' } = groups[first] ?? {};
  if (!mayBeginCard.test(begun)) return undefined;
  const isPhone = (length: number) => afterPhone !== undefined && afterPhone + length <= longestPhone;
  const luhn = new Luhn();
  let digits = '';
  let joint: string | undefined;
  let isUniform = true;
  let isLong = true;
  let found: number | undefined;
  for (let at = first; at < groups.length; at += 1) {
    const group = groups[at];
    if (!group || (at > first && group.joint === undefined)) break;
    if (at > first) {
      isLong &&= (groups[at - 1]?.digits.length ?? 0) >= 3;
      isUniform &&= joint === undefined || joint === group.joint;
      joint = group.joint;
    }
    digits += group.digits;
    if (digits.length > 19 || !(isLong || isUniform)) break;
    luhn.add(group.digits);
    if (digits.length < 13 || group.leadsToLetter || isPhone(digits.length)) continue;
    if (luhn.passes && fitsNetwork(digits)) found = at;
  }
  return found;
}

const fewestDigits = 13;

/** Whether a text cannot hold a card: it is plain ASCII with too few digits. Of most texts this is all that is looked at. */
function hasTooFewDigits(text: string): boolean {
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127) return false;
    if (code >= 48 && code <= 57) digits += 1;
  }
  return digits < fewestDigits;
}

/** Where card numbers stand in a text: 13 to 19 digits of any script, alone or in groups, in the form of some network. */
export function cardsIn(text: string): { start: number; end: number }[] {
  if (text.length < fewestDigits || hasTooFewDigits(text)) return [];
  const groups = withoutDecimals(
    groupsIn(withoutIbans(inPlainDigits(text)).replace(uuid, (id) => 'x'.padEnd(id.length, filler))),
  );
  const cards: { start: number; end: number }[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    const group = groups[first];
    const last = group && !group.followsLetter ? endOfCard(groups, first) : undefined;
    if (!group || last === undefined) continue;
    cards.push({ start: group.start, end: groups[last]?.end ?? group.end });
    first = last;
  }
  return cards;
}

export const holdsCard = (text: string): boolean => cardsIn(text).length > 0;

/**
 * Whether a number, as JSON has it, is one of a card. Beyond 2^53 its last digits are lost, and with them the check digit;
 * no sum is so large.
 */
export function isCardNumber(value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (Number.isSafeInteger(value) || !Number.isInteger(value)) return holdsCard(String(Math.abs(value)));
  return fitsNetwork(BigInt(Math.abs(value)).toString());
}
