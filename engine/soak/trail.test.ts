import type { AuditEntry, AuditList, AuditVerification } from '@pih/schemas';
import { expect, it } from 'vitest';
import type { Acknowledged } from './clerk.ts';
import { chainWrong, trailWrong, type Reader } from './trail.ts';

const row = (action: string, target: string): AuditEntry => ({
  id: 'aud_1',
  sequence: 1,
  at: '2026-11-23T11:00:00.000Z',
  actor: { type: 'operator' },
  action,
  target: { kind: 'api_key', id: target },
  hash: '0'.repeat(64),
});
const whole: AuditVerification = {
  ...{ isWhole: true, rows: 1, from: 1, last: null, findings: [], hasMore: false },
  verifiedAt: '2026-11-23T11:00:00.000Z',
};

/** A hub whose trail says these rows. */
const saying = (rows: AuditEntry[], acknowledged: Acknowledged[], verification = whole): Reader => ({
  acknowledged,
  standing: () => Promise.resolve([{ action: 'api_key.created', target: 'key_standing' }]),
  read: <Body>(path: string) => {
    const list: AuditList = { data: rows, nextCursor: null };
    return Promise.resolve((path.includes('verify') ? verification : list) as Body);
  },
});
const wrong = async (rows: AuditEntry[], ...done: Acknowledged[]) =>
  (await trailWrong(saying(rows, done), [], [], AbortSignal.abort())).wrong;

const standing = row('api_key.created', 'key_standing');
const revoked = { action: 'api_key.revoked', target: 'key_1' };

it('is content with a trail that has each thing once', async () => {
  expect(await wrong([standing, row('api_key.revoked', 'key_1')], revoked)).toEqual([]);
});

it('finds what was done and is not told, acknowledged or not', async () => {
  expect(await wrong([], revoked)).toEqual([
    'api_key.revoked key_1 was done and does not stand in the audit trail',
    'api_key.created key_standing was done and does not stand in the audit trail',
  ]);
});

it('finds what is told twice', async () => {
  expect(await wrong([standing, standing])).toEqual(['api_key.created key_standing stands 2 times in the audit trail']);
});

it('finds a chain that is broken', async () => {
  const broken: AuditVerification = {
    ...whole,
    isWhole: false,
    findings: [{ what: 'removed', sequence: 3, through: 3 }],
  };
  expect(await chainWrong(saying([], [], broken))).toEqual([expect.stringContaining('removed')]);
});
