import type { PastPayment } from '../past.ts';

type Wish = (payment: PastPayment) => boolean;

export const paid: Wish = ({ state }) => state === 'paid';
export const of =
  (brand: string): Wish =>
  (payment) =>
    payment.brand === brand;
export const by =
  (...methods: string[]): Wish =>
  ({ method = '' }) =>
    methods.includes(method);
export const isBusiness: Wish = ({ shopper }) => shopper.type === 'business';
export const speaks =
  (language: string): Wish =>
  ({ shopper }) =>
    shopper.language === language;
/** @param least and most in euro cents */
export const euros =
  (least: number, most = Infinity): Wish =>
  ({ total }) =>
    total.currency === 'EUR' && total.amount >= least && total.amount <= most;

/** All of these at once. */
export const all =
  (...wishes: readonly Wish[]): Wish =>
  (payment) =>
    wishes.every((wish) => wish(payment));
