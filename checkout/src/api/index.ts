export { ask, type Answer, type Failure } from './answer.ts';
export { checkoutApi, type CheckoutApi } from './checkout-api.ts';
export { intentions } from './intention.ts';
export { watchPayment } from './live.ts';
