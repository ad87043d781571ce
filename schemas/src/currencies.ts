/**
 * How many decimal digits each currency has, by ISO 4217. This is the only place in the hub that knows.
 * Intl is not used: ICU follows local habit (HUF and IDR without digits, for instance), not the standard.
 */
const withDigits: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY ' +
    'COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR ' +
    'MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP ' +
    'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(withDigits).flatMap(([digits, codes]) =>
    codes.split(' ').map((code) => [code, Number(digits)] as const),
  ),
);

/** Every currency code that the hub accepts, in alphabetical order. */
export const currencies: readonly string[] = [...exponents.keys()].sort();

/** Whether a text is the code of a currency in ISO 4217. */
export const isCurrency = (code: string): boolean => exponents.has(code);

/**
 * Decimal digits of a currency: 2 for EUR, 0 for JPY, 3 for KWD.
 * @throws RangeError for a code that ISO 4217 does not have; two digits are never guessed
 */
export function exponentOf(currency: string): number {
  const digits = exponents.get(currency);
  if (digits === undefined) throw new RangeError(`"${currency}" is not a currency of ISO 4217`);
  return digits;
}
