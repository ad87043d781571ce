import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Koa from 'koa';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubState } from './context.ts';
import { markRoutes } from './marks.ts';
import { pageRoutes } from './pages.ts';
import { problems } from './problems.ts';
import { securityHeaders } from './surroundings.ts';

let folder: string;
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-pages-'));
  const files = {
    'secret.txt': 'not for you',
    'console/index.html': 'the console',
    'console/.built': 'not for you',
    'console/assets/app.js': 'the code',
    'console-of-others/index.html': 'not for you',
    'checkout/index.html': 'the checkout',
    'checkout/demo/index.html': 'the shop',
    'checkout/preview/index.html': 'the preview',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const koa = new Koa<HubState>();
  koa.silent = true;
  koa.use(problems(pino({ enabled: false })));
  const pages = { console: path.join(folder, 'console'), checkout: path.join(folder, 'checkout') };
  koa.use(securityHeaders(false));
  koa.use(markRoutes().routes());
  koa.use(pageRoutes({ ...pages, hasDemo: true }).routes());
  server = createServer(koa.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Asks for an address exactly as it is written; fetch would resolve the dots first. */
function get(
  address: string,
): Promise<{ status: number; text: string; cache: string; location: string; framing: string }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ host: '127.0.0.1', port, path: address, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      const { 'cache-control': cache = '', location = '' } = answer.headers;
      const policy = String(answer.headers['content-security-policy']);
      const framing = `${/frame-ancestors ([^;]*)/.exec(policy)?.[1]} ${String(answer.headers['x-frame-options'])}`;
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, cache, location, framing }));
    })
      .on('error', reject)
      .end();
  });
}

describe('a page', () => {
  it('answers its own addresses, fresh each time', async () => {
    for (const address of ['/console/', '/console/transactions/pay_1', '/console/index.html'])
      expect(await get(address)).toMatchObject({ status: 200, text: 'the console', cache: 'no-cache' });
    expect(await get('/checkout/some-token')).toMatchObject({ text: 'the checkout' });
    expect(await get('/demo')).toMatchObject({ text: 'the shop' });
    expect(await get('/console')).toMatchObject({ status: 302, location: '/console/' });
  });

  it('is framed by nobody, but for the preview, which the console frames', async () => {
    for (const address of ['/console/', '/checkout/some-token', '/demo'])
      expect((await get(address)).framing).toBe("'none' DENY");
    expect(await get('/checkout-preview')).toMatchObject({ text: 'the preview', framing: "'self' SAMEORIGIN" });
  });

  it('has assets that are kept for ever, and misses those that do not exist', async () => {
    expect(await get('/console/assets/app.js')).toMatchObject({ status: 200, text: 'the code' });
    expect((await get('/console/assets/app.js')).cache).toMatch(/max-age=31536000,immutable/);
    expect((await get('/console/assets/gone.js')).status).toBe(404);
  });

  it.each([
    '/console/../secret.txt',
    '/console/..%2fsecret.txt',
    '/console/%2e%2e/secret.txt',
    '/console/%2e%2e%2fsecret.txt',
    '/console/..%5csecret.txt',
    '/console/....//secret.txt',
    '/console/assets/../../secret.txt',
    '/console/assets/..%2f..%2fsecret.txt',
    '/console/..%2fconsole-of-others/index.html',
    '/console//etc/passwd',
    '/console/%00',
    '/console/index.html%00.js',
    '/console/.built',
    '/console/%E0%A4%A',
    '/marks/..%2f..%2f..%2fpackage.json',
    '/marks/..%2fsecret.svg',
    '/marks/paypal%00.svg',
  ])('gives nothing away at %s', async (address) => {
    const { status, text } = await get(address);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/not for you|root:|"name"/);
  });
});

describe('a mark', () => {
  it('is an image in the colour that is asked for', async () => {
    expect((await get('/marks/paypal.svg?color=003087')).text).toMatch(/^<svg fill="#003087"/);
    expect((await get('/marks/creditcard.svg?color=334155')).text).toMatch(/^<svg fill="#334155"/);
  });

  it.each(['/marks/nobody.svg', '/marks/constructor.svg', '/marks/paypal'])('does not exist at %s', async (address) =>
    expect((await get(address)).status).toBe(404),
  );

  it.each(['red', '"><script>', '003087,003087'])('is not drawn in the colour %s', async (color) => {
    const { status, text } = await get(`/marks/paypal.svg?color=${encodeURIComponent(color)}`);
    expect(status).toBe(400);
    expect(text).toContain('/color');
  });
});
