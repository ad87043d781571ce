import type { CheckoutView } from '@pih/schemas/types';
import type { World } from './world.ts';

/** The hour at which every test begins. */
export const noon = Date.parse('2026-11-23T12:00:00.000Z');

interface Reply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}
export interface Sent {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

/** A browser made of plain values: a wire that answers what the test says, a clock that the test moves. */
export function aWorld({ languages = ['en-GB'] }: { languages?: string[] } = {}) {
  const routes = new Map<string, (sent: Sent) => Reply | Promise<Reply> | 'cut'>();
  const timers = new Set<{ everyMs: number; nextAt: number; action: () => void }>();
  const streams = new Set<{ url: string; onMessage: (data: string) => void; onError: () => void }>();
  const returns = new Set<() => void>();
  const kept = new Map<string, string>();
  const sent: Sent[] = [];
  const visited: string[] = [];
  let clock = noon;
  let keys = 0;

  const world: World = {
    async fetch(input, init) {
      const request: Sent = {
        method: init?.method ?? 'GET',
        path: String(input),
        headers: new Headers(init?.headers),
        body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      };
      sent.push(request);
      const answer = await routes.get(`${request.method} ${request.path}`)?.(request);
      if (!answer || answer === 'cut') throw new TypeError('Failed to fetch');
      return new Response(JSON.stringify(answer.body ?? null), {
        status: answer.status ?? 200,
        headers: { date: new Date(clock).toUTCString(), ...answer.headers },
      });
    },
    now: () => clock,
    every(everyMs, action) {
      const timer = { everyMs, nextAt: clock + everyMs, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    openEvents(url, on) {
      const stream = { url, ...on };
      streams.add(stream);
      return () => streams.delete(stream);
    },
    newKey: () => `key-${++keys}`,
    goTo: (url) => void visited.push(url),
    reload: () => void visited.push('reload'),
    onReturn(action) {
      returns.add(action);
      return () => returns.delete(action);
    },
    recall: (name) => kept.get(name),
    remember: (name, value) => void kept.set(name, value),
    languages,
  };

  return {
    world,
    sent,
    visited,
    streams,
    kept,
    /** Says how a request such as "GET /v1/checkout/abc" is answered from now on; 'cut' breaks the line. */
    answers(route: string, reply: Reply | 'cut' | ((sent: Sent) => Reply | Promise<Reply> | 'cut')) {
      routes.set(route, typeof reply === 'function' ? reply : () => reply);
    },
    /** Lets time pass, second by second, running what falls due. */
    pass(ms: number) {
      const end = clock + ms;
      while (clock < end) {
        clock = Math.min(clock + 1_000, end);
        for (const timer of [...timers])
          while (timers.has(timer) && timer.nextAt <= clock) {
            timer.nextAt += timer.everyMs;
            timer.action();
          }
      }
    },
    tell(data: string) {
      for (const stream of [...streams]) stream.onMessage(data);
    },
    comeBack() {
      for (const action of [...returns]) action();
    },
  };
}

const problemBase = 'https://payment-integration-hub.example/problems/';

/** A problem as the engine answers it. */
export const aProblem = (slug: string, status: number, more: Record<string, unknown> = {}): Reply => ({
  status,
  body: { type: problemBase + slug, title: slug, status, instance: 'req_1', ...more },
});

/** An open payment of €119.90 to Rosmarino that can be paid by card and PayPal. */
export const aView = (differences: Partial<CheckoutView> = {}): CheckoutView => ({
  state: 'open',
  reference: 'ORDER-1001',
  total: { amount: 11_990, currency: 'EUR' },
  items: [{ name: 'Olive oil', quantity: 2, unitPrice: { amount: 5_995, currency: 'EUR' } }],
  language: 'en',
  expiresAt: new Date(noon + 3_600_000).toISOString(),
  brand: {
    id: 'rosmarino',
    merchantName: 'Rosmarino',
    theme: {
      scheme: 'light',
      colors: {
        background: '#faf6ef',
        surface: '#ffffff',
        text: '#2b2a26',
        muted: '#6b675e',
        accent: '#2f6f4f',
        onAccent: '#ffffff',
        border: '#e5ddcf',
      },
      radius: 16,
      fonts: { heading: 'system-serif', body: 'system-sans' },
    },
    languages: ['en', 'it'],
    links: { support: 'ciao@rosmarino.example' },
  },
  offers: [
    { method: 'card', title: { en: 'Card', it: 'Carta' }, mark: { icon: 'visa', color: '#1a1f71' } },
    { method: 'paypal', title: { en: 'PayPal', it: 'PayPal' }, mark: { icon: 'paypal', color: '#003087' } },
  ],
  requirements: [],
  returnUrl: 'https://shop.example/thanks',
  cancelUrl: 'https://shop.example/cart',
  ...differences,
});
