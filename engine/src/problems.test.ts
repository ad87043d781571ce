import { definedProblems, problemBase, publishedProblems } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from './hub-for-tests.ts';

// Starting a hub reads every room, and so everything that defines a problem.
let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

describe('the published problems', () => {
  it('are those that the code defines, no more and no less', () => {
    expect(publishedProblems).toEqual(definedProblems());
  });

  it('have types that fit an address, statuses of errors and a title', () => {
    for (const { type, status, title } of publishedProblems) {
      expect(type).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).toMatch(/^[A-Z][^.]+$/);
    }
  });

  it('are listed for everybody, under the addresses that answers name', async () => {
    const { status, body } = await hub.ask<{ data: { type: string }[] }>('GET', '/problems', { key: null });
    expect(status).toBe(200);
    expect(body.data.map(({ type }) => type)).toEqual(publishedProblems.map(({ type }) => problemBase + type));
  });

  it('are described one by one', async () => {
    const described = await hub.ask('GET', '/problems/refund-too-large', { key: null });
    expect(described.body).toEqual({
      type: `${problemBase}refund-too-large`,
      status: 409,
      title: 'The refund is larger than what is left to refund',
    });
    expect((await hub.ask('GET', '/problems/constructor', { key: null })).status).toBe(404);
  });
});
