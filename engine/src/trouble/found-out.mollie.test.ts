import { findsOutAt } from './found-out-for-tests.ts';

await findsOutAt('mollie');
