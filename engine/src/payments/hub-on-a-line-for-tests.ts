import { afterAll, afterEach } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { startLine, type Line } from './line-for-tests.ts';
import { moveProvider } from './shop-for-tests.ts';

/**
 * A hub for the tests of one file whose calls to a provider go over a line: `const { hub, line } = await hubOnALine()`. After
 * each test the line is repaired and the news has arrived; after all of them both are gone.
 */
export async function hubOnALine(provider: 'stripe' | 'paypal' = 'stripe'): Promise<{ hub: TestHub; line: Line }> {
  // The line is no server of the simulators.
  const hub = await startTestHub({ ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1' });
  // What is asked again is never put off by chance.
  hub.app.payments.random = () => 0;
  const line = await startLine(hub.sandbox?.[provider].url ?? '');
  await moveProvider(hub, provider, line.url);
  afterEach(async () => {
    line.repair();
    await hub.webhooksSettled();
  });
  afterAll(async () => {
    await hub.stop();
    await line.stop();
  });
  return { hub, line };
}
