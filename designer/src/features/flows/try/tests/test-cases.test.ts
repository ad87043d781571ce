import type { Flow } from '@pih/schemas/types';
import { describe, expect, it } from 'vitest';
import {
  addTest,
  changeTest,
  differences,
  freeName,
  removeTest,
  testsOf,
  verdictOf,
  type TestCase,
} from './test-cases.ts';

const web: TestCase = { name: 'Web', facts: { channel: 'web' }, expect: ['card'] };
const flow: Flow = { kind: 'flow', id: 'f', title: 'F', nodes: [], edges: [], tests: [web] };

describe('test cases', () => {
  it('get a name that no other has', () => {
    expect(freeName('Web', [])).toBe('Web');
    expect(testsOf(addTest(addTest(flow, web), web)).map(({ name }) => name)).toEqual(['Web', 'Web 2', 'Web 3']);
  });

  it('are changed and removed in a new document; the old one stays', () => {
    expect(testsOf(changeTest(flow, 0, { expect: [] }))[0]?.expect).toEqual([]);
    expect(testsOf(removeTest(flow, 0))).toEqual([]);
    expect(testsOf(flow)).toEqual([web]);
  });

  it('have passed only by an answer about that very case and what it expects now', () => {
    const result = { index: 0, name: 'Web', passed: false, expected: ['paypal'], got: ['card'], visited: [] };
    expect(verdictOf(web, 0, [result])).toEqual({ verdict: 'passed', got: ['card'] });
    expect(verdictOf({ ...web, expect: [] }, 0, [result]).verdict).toBe('failed');
    expect(verdictOf({ ...web, name: 'Store' }, 0, [result]).verdict).toBe('unknown');
    expect(verdictOf(web, 1, [result]).verdict).toBe('unknown');
  });

  it('tell what is missing, what came unexpected and what stands elsewhere', () => {
    expect(differences(['card', 'paypal', 'klarna'], ['paypal', 'satispay', 'klarna'])).toEqual([
      { method: 'paypal', what: 'elsewhere' },
      { method: 'satispay', what: 'surplus' },
      { method: 'klarna', what: 'same' },
      { method: 'card', what: 'missing' },
    ]);
  });
});
