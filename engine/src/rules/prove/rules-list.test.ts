import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import rules from '../../../../schemas/flow-rules.json' with { type: 'json' };
import { doubts } from './index.ts';

/** The texts of source files of a folder beside this one, without its tests. */
function sourcesOf(folder: string): string {
  const at = new URL(folder, import.meta.url);
  const files = readdirSync(at).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  return files.map((name) => readFileSync(new URL(name, at), 'utf8')).join('\n');
}

describe('the list of rules that front ends put into words', () => {
  it('has every doubt, and no other', () => {
    expect([...doubts].sort()).toEqual(Object.keys(rules.warnings).sort());
  });

  it('has every error that a flow may have, and no other', () => {
    const source = sourcesOf('../check/') + readFileSync(new URL('../flow-tests.ts', import.meta.url), 'utf8');
    const said = [...source.matchAll(/rule: '(\w+)'|'(duplicate[A-Z]\w+|methodTwice)',/g)].map(([, a, b]) => a ?? b);
    expect([...new Set(said)].sort()).toEqual(Object.keys(rules.errors).sort());
  });
});
