import { readdirSync, readFileSync } from 'node:fs';
import { documentErrors, type Provider } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { abilitiesOf, mappingErrors } from './index.ts';

const folder = new URL('../../../seeds/demo/provider/', import.meta.url);
const documents = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Provider] as const);

describe('the demo provider document', () => {
  it.each(documents)('%s is valid, and so are all its mappings', async (name, document) => {
    expect(documentErrors('provider', document)).toEqual([]);
    expect(await mappingErrors(document)).toEqual([]);
    expect(name).toBe(`${document.id}.json`);
  });

  it.each(['stripe', 'paypal', 'satispay', 'scalapay', 'mollie'])('of %s can capture, cancel and refund', (id) => {
    const [, document] = documents.find(([name]) => name === `${id}.json`) ?? [];
    expect(document && abilitiesOf(document)).toEqual(['capture', 'cancel', 'refund']);
  });
});

describe('a provider document with mistakes', () => {
  const paypal = (): Provider => {
    const found = documents.find(([name]) => name === 'paypal.json');
    if (!found) throw new Error('paypal.json is gone');
    return structuredClone(found[1]);
  };
  const changed = (change: (declarative: NonNullable<Provider['declarative']>) => void): Provider => {
    const document = paypal();
    if (document.declarative) change(document.declarative);
    return document;
  };

  it('is told where a mapping is no JSONata', async () => {
    const document = changed(({ operations }) => (operations.lookUp.status = '= response.('));
    expect(await mappingErrors(document)).toEqual([
      expect.objectContaining({ path: '/declarative/operations/lookUp/status', rule: 'jsonata' }),
    ]);
  });

  it.each(['= $contains(response.status, /^(a+)+$/)', "= $eval('1')"])(
    'may not use what nobody can stop: %s',
    async (mapping) => {
      const document = changed(({ operations }) => (operations.lookUp.status = mapping));
      expect(await mappingErrors(document)).toHaveLength(1);
    },
  );

  it('is told which credential it names and does not have', async () => {
    const document = { ...paypal(), credentials: {} };
    expect((await mappingErrors(document)).map(({ path }) => path)).toEqual([
      '/declarative/auth/clientId',
      '/declarative/auth/clientSecret',
    ]);
  });

  describe('without a header for idempotency keys', () => {
    const keyless = (change: (operations: NonNullable<Provider['declarative']>['operations']) => void) =>
      changed((declarative) => {
        delete declarative.idempotencyHeader;
        delete declarative.operations.settle;
        delete declarative.statuses['ORDER APPROVED'];
        delete declarative.operations.capture;
        delete declarative.operations.refund;
        change(declarative.operations);
      });
    const { settle, capture, refund } = paypal().declarative?.operations ?? {};
    const inPlace = { request: { method: 'POST', path: '/charges' }, status: '= response.status' } as const;

    it.each([
      ['settles', { settle }],
      ['captures', { capture }],
      ['refunds', { refund }],
      ['is paid without a page', { create: inPlace }],
    ])('is refused when it %s: money would move twice', async (_what, operations) => {
      const document = keyless((present) => Object.assign(present, operations));
      expect(await mappingErrors(document)).toEqual([
        expect.objectContaining({ path: '/declarative/idempotencyHeader', rule: 'idempotency-needed' }),
      ]);
    });

    it('may open pages: nobody pays on a page that nobody was sent to', async () => {
      expect(await mappingErrors(keyless(() => {}))).toEqual([]);
    });
  });

  it('has no refund button when it describes no refund', () => {
    const document = changed(({ operations }) => delete operations.refund);
    expect(abilitiesOf(document)).toEqual(['capture', 'cancel']);
  });
});
