import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SandboxMemory } from './memory.ts';
import { Shelf } from './shelf.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'pih-sandbox-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const aBank = () => ({ payments: new Shelf<unknown>(), captures: new Shelf<unknown>() });

it('knows yesterday’s payments after a restart, dates and shared things included', () => {
  const before = aBank();
  const memory = new SandboxMemory(folder);
  memory.open('bank', before);
  const capture = { amount: 100, at: new Date(0) };
  before.captures.put('c1', capture);
  before.payments.put('p1', { capture });
  memory.save();

  const after = aBank();
  new SandboxMemory(folder).open('bank', after);
  expect(after.captures.get('c1')).toEqual(capture);
  expect((after.payments.get('p1') as { capture: unknown }).capture).toBe(after.captures.get('c1'));
});

it('begins anew when the file cannot be read', () => {
  writeFileSync(path.join(folder, 'bank.bin'), 'broken');
  const bank = aBank();
  new SandboxMemory(folder).open('bank', bank);
  expect(bank.payments.entries()).toEqual([]);
});
