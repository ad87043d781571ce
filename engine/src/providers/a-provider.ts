import type { Provider } from '@pih/schemas';
import { demoDocument } from './sandbox-harness.ts';

/** For tests: a provider of the demo organisation as if it were the real one, at `url`. */
export const aLiveProvider = (url: string, id: 'stripe' | 'paypal' = 'paypal'): Provider => ({
  ...demoDocument(id),
  environment: 'live',
  baseUrls: { live: url },
});
