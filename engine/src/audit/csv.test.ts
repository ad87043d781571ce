import type { AuditEntry } from '@pih/schemas';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

const row = (about: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 'aud_01KAS2T3V4W5X6Y7Z8A9B0C1D2',
  sequence: 7,
  at: '2026-11-23T10:00:00.000Z',
  actor: { type: 'operator', id: 'opr_1', name: 'Giulia Neri' },
  action: 'operator.disabled',
  target: { kind: 'operator', id: 'opr_2', label: 'Marco' },
  hash: '0'.repeat(64),
  ...about,
});

async function* rows(...given: AuditEntry[]) {
  yield* given;
}

it.each(['=1+1', '+1', '-1', '@sum', '\t=1', '\n=1', ' =1', '\u00a0=cmd|/c'])(
  'a reason that a spreadsheet would calculate stands behind an apostrophe: %j',
  async (reason) => {
    const file = (
      await buffer(csvOf(rows(row({ reason, actor: { type: 'operator', id: 'opr_1', name: reason } }))))
    ).toString('utf8');
    expect(file.split(`'${reason}`)).toHaveLength(3);
    expect(file.startsWith('\u{feff}sequence,at,')).toBe(true);
  },
);

it('nothing more is read when whoever takes the file has gone', async () => {
  let read = 0;
  let isOver = false;
  async function* endless() {
    try {
      for (;;) yield row({ sequence: (read += 1) });
    } finally {
      isOver = true;
    }
  }
  const file = csvOf(endless());
  for await (const part of file) if (part) break;
  await expect.poll(() => isOver || read < 200, { timeout: 5_000 }).toBe(true);
  expect(file.destroyed).toBe(true);
});
