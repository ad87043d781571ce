import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Answer, type TestHub } from '../../hub-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const get = (address: string): Promise<Answer<string>> => hub.ask<string>('GET', address, { key: null });

describe('the viewer', () => {
  it('is a page under /docs/, where its files stand beside it', async () => {
    expect(await get('/docs')).toMatchObject({ status: 302 });
    const { status, headers, body } = await get('/docs/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(body).toContain('<main id="api">');
  });

  it('loads only what this engine serves, and needs nothing inline', async () => {
    const { headers, body } = await get('/docs/');
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*|https?:/);
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|https?:\/\//);
    const named = [...body.matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)"/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) {
      const file = await get(`/docs/${name}`);
      expect(file.status, name).toBe(200);
      expect(file.body.length, name).toBeGreaterThan(0);
    }
  });

  it('starts without a validator, a sign-in or anything else from elsewhere', async () => {
    const { body } = await get('/docs/docs.js');
    expect(body).toMatch(/validatorUrl: null/);
    expect(body).not.toMatch(/https?:\/\//);
  });

  it.each([
    'oauth2-redirect.html',
    'oauth2-redirect.js',
    'swagger-initializer.js',
    'swagger-ui-bundle.js.map',
    'package.json',
    'index.html',
    '..%2fpackage.json',
    '%2e%2e%2f%2e%2e%2fpackage.json',
  ])('does not serve %s', async (file) => {
    expect((await get(`/docs/${file}`)).status).toBe(404);
  });
});

describe('the description for programs', () => {
  it('is open to anybody, and one and the same each time', async () => {
    const first = await get('/openapi.json');
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toMatch(/^application\/json/);
    expect((await get('/openapi.json')).body).toEqual(first.body);
  });
});
