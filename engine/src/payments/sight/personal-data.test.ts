import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, tokenOf, type TestHub } from '../../hub-for-tests.ts';
import { payByCard, tryToPay } from '../shop-for-tests.ts';

const written: string[] = [];
let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ LOG_LEVEL: 'trace' }, undefined, { write: (line: string) => void written.push(line) });
});
afterAll(() => hub.stop());

it('names no shopper and no link in the log, whatever goes well or wrong', async () => {
  const shopper = {
    name: 'Annamaria Bianchi',
    email: 'annamaria@example.com',
    phone: '+390111234567',
    taxId: 'IT01234567890',
    address: { line1: 'Via Po 18', city: 'Torino', postcode: '10123', country: 'IT' },
  };
  const payment = await hub.order({ shopper });
  await hub.goBack(await payByCard(await hub.choose(payment, 'card')));
  await hub.ask('GET', '/v1/payments?search=annamaria%40example.com');
  const down = await hub.order({ shopper, total: { amount: 66_61, currency: 'EUR' } });
  await hub.checkout(down);
  await tryToPay(hub, down, { method: 'card', shopper });
  await hub.ask('POST', '/v1/payments', { body: { reference: 'A', brand: 'rosmarino', shopper, total: 7 } });
  await hub.webhooksSettled();
  const log = written.join('');
  expect(log).toContain('provider did not start the attempt');
  for (const word of ['Annamaria', 'annamaria', '390111234567', 'IT01234567890', 'Via Po 18', tokenOf(payment)])
    expect(log).not.toContain(word);
});
