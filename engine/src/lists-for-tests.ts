import { apiSchemas, newId } from '@pih/schemas';

export type Row = Record<string, unknown> & { _id: string };
/** What may be asked by one parameter, and of which stored rows it holds, in plain words. */
type Case = readonly [value: string, holds: (row: Row) => boolean];

/** A list of the API: what lies in it, and what it may be asked. */
export interface List {
  path: string;
  parameters: readonly string[];
  collection: string;
  /** As the list shows it: by which fields, latest first. */
  order: readonly string[];
  plant: (number: number) => Row;
  /** By the parameters of the API; one that is missing fails. */
  cases: Record<string, readonly Case[]>;
  /** Filters that each let many pass and hardly ever hold together. */
  rare: Record<string, string>;
  /** Whether no index leads to what they have in common, so that the first page comes back short. */
  isShort: boolean;
  /** Whether it holds only what somebody has begun themselves. */
  isOwn?: boolean;
}

/** What exists already. */
export interface Known {
  /** The ids of three payments. */
  payments: readonly [string, string, string];
  /** Whose jobs are listed. */
  owner: string;
}

const noon = Date.parse('2026-11-23T11:00:00Z');
/** Two rows share each moment. */
export const at = (number: number): Date => new Date(noon - 86_400_000 + (number >> 1) * 1_000);
const iso = (number: number): string => at(number).toISOString();
export const idOf = (kind: Parameters<typeof newId>[0], number: number): string => newId(kind, at(number));
const pick = <T>(number: number, ...values: T[]): T => values[number % values.length] as T;
const field = (row: Row, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], row);
export const is =
  (path: string, ...values: unknown[]) =>
  (row: Row): boolean =>
    values.includes(field(row, path));
const either =
  (...holds: ((row: Row) => boolean)[]) =>
  (row: Row): boolean =>
    holds.some((each) => each(row));
const parametersOf = (query: 'audit-query' | 'invoice-query' | 'message-query' | 'job-query'): string[] =>
  Object.keys(apiSchemas[query].properties);

const operator = newId('operator', new Date(noon));
const auditId = newId('audit', new Date(noon));
const audit = ({ payments }: Known): List => ({
  path: '/v1/audit',
  parameters: parametersOf('audit-query'),
  collection: 'audit',
  order: ['at', 'sequence'],
  plant: (n) => ({
    ...{ _id: n === 7 ? auditId : idOf('audit', n), key: `planted ${n}`, sequence: 1_000_000 + n, at: at(n) },
    actor: { type: pick(n, 'operator', 'operator', 'api_key'), id: pick(n, operator, 'opr_other', 'key_1'), name: 'N' },
    action: pick(n, 'refund.requested', 'payment.canceled', 'note.added', 'session.began', 'role.published'),
    target:
      n % 4 === 0 ? { kind: 'flow', id: 'nordlicht' } : { kind: 'payment', id: n % 50 ? `pay_${n % 6}` : operator },
    ...(n % 7 === 0 && { payment: payments[0] }),
    origin: { request: `req_${n % 400}`, address: pick(n, '192.0.2.7', '198.51.100.8') },
    ...{ previous: '0', hash: 'f'.repeat(64), seal: 's' },
  }),
  cases: {
    actor: [
      [operator, is('actor.id', operator)],
      ['opr_nobody', () => false],
    ],
    actorType: [['api_key', is('actor.type', 'api_key')]],
    action: [
      ['note.added', is('action', 'note.added')],
      ['note.added,session.began', is('action', 'note.added', 'session.began')],
    ],
    targetKind: [
      ['flow', is('target.kind', 'flow')],
      ['nothing', () => false],
    ],
    target: [['nordlicht', is('target.id', 'nordlicht')]],
    payment: [[payments[0], is('payment', payments[0])]],
    from: [[iso(2_400), (row) => (row['at'] as Date) >= at(2_400)]],
    to: [[iso(200), (row) => (row['at'] as Date) < at(200)]],
    search: [
      ['#1000007', is('sequence', 1_000_007)],
      [auditId, is('_id', auditId)],
      [payments[0], is('payment', payments[0])],
      [operator, either(is('actor.id', operator), is('target.id', operator))],
      ['req_3', is('origin.request', 'req_3')],
      ['192.0.2.7', is('origin.address', '192.0.2.7')],
      ['pay_5', is('target.id', 'pay_5')],
      ['no such thing', () => false],
    ],
  },
  rare: { actorType: 'system', targetKind: 'flow' },
  isShort: true,
});

const invoices = ({ payments }: Known): List => ({
  path: '/v1/invoices',
  parameters: parametersOf('invoice-query'),
  collection: 'invoices',
  order: ['_id'],
  plant: (n) => {
    const [series, year, kind] = [pick(n, 'A', 'A', ''), 2026, pick(n, 'invoice', 'invoice', 'invoice', 'credit_note')];
    const [number, issuedOn] = [`${series || 'X'}-2026-${String(n).padStart(5, '0')}`, iso(n).slice(0, 10)];
    const payment = { id: payments[0], reference: `R-${n % 300}` };
    const about = { number, series, year, sequence: n, kind, issuedAt: iso(n), issuedOn, language: 'en' };
    const snapshot = {
      ...about,
      payment,
      brand: 'rosmarino',
      buyer: {},
      totals: { gross: { amount: 1, currency: 'EUR' } },
    };
    return {
      ...{ _id: idOf('invoice', n), series, year, sequence: 10_000 + n, number, kind, payment: pick(n, ...payments) },
      ...{ subject: `planted ${n}`, issuedAt: at(n), issuedOn, issuedBy: { type: 'system' }, snapshot, sha256: 'f' },
      searched: {
        number: number.toLowerCase(),
        reference: `r-${n % 300}`,
        email: `anna${n % 9}@example.com`,
        taxId: 'de9',
      },
    };
  },
  cases: {
    series: [
      ['A', is('series', 'A')],
      ['-', is('series', '')],
    ],
    year: [
      ['2026', is('year', 2026)],
      ['2001', () => false],
    ],
    kind: [['credit_note', is('kind', 'credit_note')]],
    from: [
      ['2026-11-22', (row) => String(row['issuedOn']) >= '2026-11-22'],
      ['2026-11-24', () => false],
    ],
    to: [
      ['2026-11-22', (row) => String(row['issuedOn']) <= '2026-11-22'],
      ['2026-11-20', () => false],
    ],
    payment: [[payments[0], is('payment', payments[0])]],
    search: [
      ['A-2026-7', is('searched.number', 'a-2026-00007')],
      ['r-12', is('searched.reference', 'r-12')],
      ['anna3@example.com', is('searched.email', 'anna3@example.com')],
      ['DE9', is('searched.taxId', 'de9')],
      ['nothing like it', () => false],
    ],
  },
  rare: { kind: 'debit_note', series: 'A', year: '2026' },
  isShort: false,
});

const messages = ({ payments }: Known): List => ({
  path: '/v1/messages',
  parameters: parametersOf('message-query'),
  collection: 'messages',
  order: ['_id'],
  plant: (n) => ({
    ...{ _id: idOf('message', n), key: `planted ${n}`, title: 'T', form: 'mail', language: 'en', text: 'x' },
    purpose: pick(n, 'test', 'test', 'account'),
    channel: pick(n, 'email', 'email', 'email', 'sms'),
    state: n % 100 === 99 ? 'failed' : 'sent',
    to: `anna${n % 9}@example.com`,
    ...(n % 5 === 0 && { payment: { id: payments[0], reference: 'R', brand: 'rosmarino' } }),
    ...{ attachments: [], tries: 1, history: [], createdAt: at(n), since: at(n) },
  }),
  cases: {
    payment: [[payments[0], is('payment.id', payments[0])]],
    channel: [
      ['sms', is('channel', 'sms')],
      ['email,sms', is('channel', 'email', 'sms')],
    ],
    state: [
      ['failed', is('state', 'failed')],
      ['failed,given_up', is('state', 'failed', 'given_up')],
    ],
    purpose: [['account', is('purpose', 'account')]],
    to: [
      ['anna4@example.com', is('to', 'anna4@example.com')],
      ['nobody@example.com', () => false],
    ],
  },
  rare: { purpose: 'test', channel: 'email', to: 'anna2@example.com', state: 'failed' },
  isShort: false,
});

const jobs = ({ owner }: Known): List => ({
  path: '/v1/jobs',
  parameters: parametersOf('job-query'),
  collection: 'backgroundjobs',
  order: ['createdAt', '_id'],
  plant: (n) => ({
    ...{
      _id: idOf('export', n),
      kind: 'export',
      by: { type: 'operator', id: n % 10 ? owner : 'opr_other', name: 'G' },
    },
    state: pick(n, 'done', 'done', 'failed'),
    progress: { done: 1, total: 1, failed: 0, isEstimate: false },
    about: { format: 'csv', columns: ['id'], language: 'en' },
    ...{ createdAt: at(n), updatedAt: at(n), endedAt: at(n) },
  }),
  cases: {
    kind: [
      ['export', is('kind', 'export')],
      ['bulk', () => false],
    ],
    state: [
      ['failed', is('state', 'failed')],
      ['paused', () => false],
      ['paused,failed', is('state', 'failed')],
    ],
  },
  rare: { kind: 'bulk', state: 'done' },
  isOwn: true,
  isShort: true,
});

/** Each list, once the rows that it refers to are there. */
export const lists = { 'the audit trail': audit, invoices, messages, jobs } as const;
