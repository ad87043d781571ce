export { createStripeConnector } from './connector.ts';
