import { afterAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';

const strict = await startTestHub();
const withTerminals = await startTestHub({ ALLOWED_PRIVATE_ADDRESSES: '192.168.7.0/24' });
afterAll(() => Promise.all([strict.stop(), withTerminals.stop()]));

/** What stands in the way of publishing PayPal at an address, by its place in the document. */
async function errorsFor({ app }: TestHub, baseUrls: Record<string, string>): Promise<unknown> {
  const by = { type: 'system', name: 'a test' } as const;
  const { published, draft } = await app.documents.read('provider', 'paypal');
  const document: Record<string, unknown> = { ...(published?.document as object), baseUrls };
  const { version } = await app.documents.saveDraft('provider', 'paypal', document, draft?.version ?? 0, by);
  return app.documents.publish('provider', 'paypal', version, 'for a test', by).then(
    () => [],
    (error: { facts?: { errors?: { path: string; rule: string }[] } }) =>
      error.facts?.errors?.map(({ path, rule }) => `${path} ${rule}`),
  );
}

const simulator = '{sandbox}/paypal';

describe('a provider document', () => {
  it.each([
    ['https://127.0.0.1/', 'address-private'],
    ['https://[::1]/', 'address-private'],
    ['https://10.0.0.5/api', 'address-private'],
    ['https://169.254.169.254/latest/meta-data', 'address-private'],
    ['https://2130706433/', 'address-private'],
    ['https://0x7f.0.0.1/', 'address-private'],
    ['https://[::ffff:192.168.7.40]/', 'address-private'],
    ['https://localhost/', 'address-private'],
    ['https://admin@api.paypal.com/', 'address-with-password'],
  ])('that names %s is not published', async (address, rule) => {
    expect(await errorsFor(strict, { simulator, live: address })).toEqual([`/baseUrls/live ${rule}`]);
    expect(await errorsFor(strict, { simulator, sandbox: address })).toEqual([`/baseUrls/sandbox ${rule}`]);
  });

  it('may name a terminal in the shop where the installation allows it, and no other private address', async () => {
    expect(await errorsFor(withTerminals, { simulator, live: 'https://192.168.7.40/' })).toEqual([]);
    expect(await errorsFor(withTerminals, { simulator, live: 'https://192.168.8.40/' })).toEqual([
      '/baseUrls/live address-private',
    ]);
  });
});
