import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { answer, mountPage } from '../../testing/index.ts';
import SignInView from './SignInView.vue';

const wire = vi.fn<typeof fetch>();
beforeEach(() => {
  wire.mockReset();
  vi.stubGlobal('fetch', wire);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const session = {
  operator: { id: 'opr_01', name: 'Giulia Neri', email: 'giulia@demo.example', roles: ['administrator'] },
  actions: ['payments.read'],
  csrfToken: 'token',
  environment: 'sandbox',
};
const problem = (slug: string, status: number) =>
  answer({ type: `https://x.example/problems/${slug}`, title: slug, status }, status);

async function open(path = '/sign-in') {
  const page = { template: '<p />' };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/sign-in', component: page },
      { path: '/forgotten-password', name: 'forgotten-password', component: page },
      { path: '/:rest(.*)', component: page },
    ],
  });
  await router.push(path);
  mountPage(SignInView, {}, 'en', [router]);
  const input = (type: string) => document.querySelector<HTMLInputElement>(`input[name="${type}"]`);
  return {
    router,
    text: () => document.body.textContent ?? '',
    submit: async (email: string, password: string) => {
      for (const [name, value] of [
        ['email', email],
        ['password', password],
      ] as const) {
        const field = input(name);
        if (!field) throw new Error(`no ${name}`);
        field.value = value;
        field.dispatchEvent(new Event('input'));
      }
      document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      await flushPromises();
    },
  };
}

it('asks for what is missing before it asks the engine', async () => {
  const page = await open();
  await page.submit('giulia', '');
  expect(page.text()).toContain('Enter the e-mail address of your account.');
  expect(page.text()).toContain('Enter your password.');
  expect(wire).not.toHaveBeenCalled();
});

it('goes back to where the operator was', async () => {
  wire.mockResolvedValue(answer(session));
  const page = await open('/sign-in?return=/transactions/pay_01');
  await page.submit(' giulia@demo.example ', 'secret-1');
  expect(JSON.parse(String(wire.mock.calls[0]?.[1]?.body))).toEqual({
    email: 'giulia@demo.example',
    password: 'secret-1',
  });
  expect(page.router.currentRoute.value.fullPath).toBe('/transactions/pay_01');
});

it('says in words that e-mail and password do not match', async () => {
  wire.mockResolvedValue(problem('wrong-credentials', 401));
  const page = await open();
  await page.submit('giulia@demo.example', 'wrong');
  expect(page.text()).toContain('E-mail and password do not match');
});

it('says how long to wait after too many tries, and lets try again then', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const limited = problem('too-many-requests', 429);
  limited.headers.set('Retry-After', '2');
  wire.mockResolvedValueOnce(limited).mockResolvedValueOnce(answer(session));
  const page = await open();
  await page.submit('giulia@demo.example', 'secret-1');
  expect(page.text()).toContain('Wait 2 seconds, then try again.');
  await page.submit('giulia@demo.example', 'secret-1');
  expect(wire).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(2000);
  await page.submit('giulia@demo.example', 'secret-1');
  expect(page.router.currentRoute.value.fullPath).toBe('/transactions');
});

it('asks for the code of a second factor, and begins again when that took too long', async () => {
  const challenge = { challenge: 'a-challenge', expiresAt: '2026-11-23T10:05:00Z' };
  wire.mockResolvedValueOnce(answer(challenge, 202)).mockResolvedValueOnce(problem('wrong-code', 401));
  const page = await open();
  await page.submit('giulia@demo.example', 'secret-1');
  const type = async (code: string) => {
    const field = document.querySelector<HTMLInputElement>('input[name="code"]');
    if (!field) throw new Error('no code');
    field.value = code;
    field.dispatchEvent(new Event('input'));
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
  };
  await type('12');
  expect(page.text()).toContain('Type the six digits that the app shows.');
  expect(wire).toHaveBeenCalledOnce();
  await type('123 456');
  expect(JSON.parse(String(wire.mock.calls[1]?.[1]?.body))).toEqual({ challenge: 'a-challenge', code: '123 456' });
  expect(page.text()).toContain('E-mail, password or code do not match');
  wire.mockResolvedValueOnce(problem('sign-in-expired', 401));
  await type('654321');
  expect(page.text()).toContain('This sign-in took too long');
  expect(document.querySelector('input[name="password"]')).not.toBeNull();
});
