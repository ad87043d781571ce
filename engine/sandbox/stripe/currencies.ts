import { invalid } from './errors.ts';

/**
 * Stripe's own idea of minor units (https://docs.stripe.com/currencies): these have none, and a few have three digits.
 * ISK and UGX count as two-decimal although ISO 4217 gives them none.
 */
const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '));
const wholeUnitsOnly = new Set(['isk', 'ugx']);

const supported = new Set(
  `usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny
  cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk
  jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn
  nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std
  szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw`.split(/\s+/),
);

/** The least that can be charged, in minor units, where it is not 50. */
const minimums: Record<string, number> = {
  aed: 200,
  bhd: 500,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  jod: 500,
  kwd: 500,
  mxn: 1000,
  myr: 200,
  nok: 300,
  omr: 500,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
  tnd: 500,
};
const largest = 99_999_999;

/** @throws StripeFault for a currency Stripe does not take; the answer is lower case, as Stripe writes currencies */
export function checkedCurrency(code: string, param: string): string {
  const currency = code.toLowerCase();
  if (supported.has(currency)) return currency;
  const message = `Invalid currency: ${currency}. Stripe currently supports these currencies: ${[...supported].join(', ')}`;
  throw invalid(message, { param });
}

/** @throws StripeFault when a total cannot be charged: too small, too large, or finer than the currency allows */
export function checkTotal(total: number, currency: string): void {
  const minimum = minimums[currency] ?? 50;
  if (total < minimum) {
    const message = `The Checkout Session's total amount must be at least ${toDecimal(minimum, currency)} ${currency}.`;
    throw invalid(message, { code: 'amount_too_small' });
  }
  if (total > largest) {
    const message = `The Checkout Session's total amount must be no more than ${toDecimal(largest, currency)} ${currency}.`;
    throw invalid(message, { code: 'amount_too_large' });
  }
  const step = wholeUnitsOnly.has(currency) ? 100 : threeDecimal.has(currency) ? 10 : 1;
  if (total % step !== 0) throw invalid(`Invalid amount: must be a multiple of ${step} for ${currency}.`);
}

/** `toDecimal(1050, 'eur')` is "10.50". */
export function toDecimal(amount: number, currency: string): string {
  const digits = zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2;
  if (digits === 0) return String(amount);
  const text = String(amount).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
