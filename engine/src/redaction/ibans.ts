import { filler } from './plain-digits.ts';

/** How many signs the account numbers of each country have (IBAN registry of ISO 13616). */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 ' +
    'FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 ' +
    'LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ' +
    'ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((country) => [country.slice(0, 2), Number(country.slice(2))]),
);

const candidate = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]){11,28}/gu;

/** The check digits of an account number: read as one number, letters as 10 to 35, it leaves 1 (ISO 7064, MOD 97-10). */
function checks(iban: string): boolean {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** How much of a candidate is the account number; words may follow it after a blank. 0 when it is none. */
function lengthOf(found: string): number {
  const length = lengths[found.slice(0, 2)] ?? 0;
  let iban = '';
  let at = 0;
  for (; at < found.length && iban.length < length; at += 1) iban += /[A-Z0-9]/.test(found[at] ?? '') ? found[at] : '';
  return iban.length === length && length > 0 && checks(iban) ? at : 0;
}

/** Where international bank account numbers stand in a text: in capitals, of the right length, with the right check digits. */
export function ibansIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(candidate)].flatMap(({ index, 0: found }) => {
    const length = lengthOf(found);
    return length > 0 ? [{ start: index, end: index + length }] : [];
  });
}

/** The same text with nothing to be read where account numbers stood. */
export function withoutIbans(text: string): string {
  let left = text;
  for (const { start, end } of ibansIn(text))
    left = left.slice(0, start) + 'x'.padEnd(end - start, filler) + left.slice(end);
  return left;
}
