import { commonWords } from './common-passwords.ts';
import { PasswordTooCommon, PasswordTooShort } from '../problems.ts';

/** In characters; no rule about their kinds (NIST SP 800-63B, section 5.1.1.2). */
export const shortestPassword = 12;
/** For the public logins of the demo organisation, which exist beside simulators only. */
export const shortestDemoPassword = 8;

/** The same keys give the same password on each machine, however it composes accents (NIST SP 800-63B, 5.1.1.2). */
export const normalPassword = (password: string): string => password.normalize('NFKC');

/** Signs that stand for letters in what people think is clever. */
const lookalikes: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const undone = (text: string): string => text.replace(/[013457@$!]/g, (sign) => lookalikes[sign] ?? sign);
const lettersOf = (text: string): string => text.replace(/[^\p{L}]/gu, '');

/** A beginning that is said again and again: "abcabcabcabc" is "abc". */
function unit(text: string): string {
  const at = (text + text).indexOf(text, 1);
  return text.slice(0, at);
}

/** Whether each sign follows the one before it in the same step: "123456789012", "abcdefghijkl", "zyxwvutsrqpo". */
function isRun(text: string): boolean {
  const steps = [...text]
    .map((sign, at) => (text.codePointAt(at + 1) ?? NaN) - (sign.codePointAt(0) ?? NaN))
    .slice(0, -1);
  const isStep = (step: number): boolean => step === steps[0] || step === -9 || step === 9;
  return Math.abs(steps[0] ?? 0) <= 1 && steps.every(isStep);
}

/** Fewer different signs than these are soon tried. */
const fewestSigns = 5;

/**
 * Whether a password is among the first that anybody would try: a common word dressed up in digits and signs ("P4ssword2026!"),
 * a run, something said again and again, or what everybody knows about its owner.
 * @param known the owner's name and e-mail, the name of the organisation
 */
export function isCommon(password: string, known: readonly string[] = []): boolean {
  const text = normalPassword(password).toLowerCase().replace(/\s+/g, '');
  const words = new Set([...commonWords, ...known.flatMap(wordsOf)]);
  const plain = unit(text);
  if (new Set(text).size < fewestSigns || isRun(text) || plain.length < fewestSigns) return true;
  return [lettersOf(text), undone(text), lettersOf(undone(text.replace(/[\d\W_]+$/u, '')))].some((letters) =>
    words.has(unit(lettersOf(letters))),
  );
}

/** "Giulia Neri" as giulia, neri, giulianeri and nerigiulia; of an e-mail the part before the @. */
function wordsOf(known: string): string[] {
  const parts = known
    .toLowerCase()
    .replace(/@.*$/, '')
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 2);
  return [...parts, parts.join(''), parts.toReversed().join('')].filter(Boolean);
}

/**
 * Whether a password may be chosen.
 * @param known what everybody knows about its owner
 * @throws PasswordTooShort under 12 characters, PasswordTooCommon
 */
export function mustBeStrong(password: string, known: readonly string[] = []): void {
  if ([...normalPassword(password)].length < shortestPassword)
    throw new PasswordTooShort({ minimum: shortestPassword });
  if (isCommon(password, known)) throw new PasswordTooCommon({});
}
