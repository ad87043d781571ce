import { bundleOf, documentErrors, kinds, kindSchemas, type Kind } from '@pih/schemas';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { aDraft, answer, mountPage, type DraftForTests } from '../testing/index.ts';
import type { Language } from '../i18n/index.ts';
import { blankItem, checkOf, pathOf, resolverOf, schemasTo, withValue, type JsonSchema } from '../schema/index.ts';
import { knownControls } from './controls/registry.ts';
import SchemaForm from './SchemaForm.vue';

/** What the engine serves; a test may change it before the form asks. */
let served: (kind: string) => unknown;
const wire = vi.fn<typeof fetch>();
beforeEach(() => {
  served = (kind) => bundleOf(kind as Kind);
  wire.mockImplementation(async (address, init) => {
    const path = String(address);
    const kind = /config-schemas\/(\w+)/.exec(path)?.[1];
    if (kind) return answer(served(kind));
    if (init?.method === 'PUT') return new Response(null, { status: 204 });
    if (path === '/v1/secrets') return answer({ data: [{ name: 'API_KEY', source: 'store' }] });
    return answer({ data: [{ id: 'standard', title: 'Standard flow' }] });
  });
  vi.stubGlobal('fetch', wire);
});
afterEach(() => vi.unstubAllGlobals());

async function formOf<K extends Kind>(draft: DraftForTests<K>, language: Language = 'en', props = {}) {
  const page = mountPage(SchemaForm, { draft, ...props }, language);
  await flushPromises();
  const label = (text: string) => {
    const found = page.findAll('label').find((one) => one.text().replace(/\*.*$/, '').trim() === text);
    if (!found) throw new Error(`No field is called ${text}`);
    return found;
  };
  const field = (text: string) => {
    const id = label(text).attributes('for') ?? '';
    return page.get(`[id="${id}"]`);
  };
  const button = (name: string | RegExp) => {
    const isIt = (text: string | undefined) => (typeof name === 'string' ? text === name : name.test(text ?? ''));
    const found = page.findAll('button').find((one) => isIt(one.attributes('aria-label')) || isIt(one.text().trim()));
    if (!found) throw new Error(`No button is called ${name}`);
    return found;
  };
  return { page, field, label, button, text: () => page.text() };
}
const settings = { kind: 'settings', id: 'merchant', title: 'Demo', timeZone: 'Europe/Rome', defaultCurrency: 'EUR' };

describe('a form', () => {
  it('asks what the engine’s schema says, and a field that the schema gains without a line of code', async () => {
    served = (kind) => {
      const schema = bundleOf(kind as Kind) as JsonSchema;
      const motto = { type: 'string', title: 'Motto', description: 'New.', 'x-it': { title: 'Motto della casa' } };
      return { ...schema, properties: { ...schema.properties, motto } };
    };
    const draft = aDraft('settings', settings);
    const { field } = await formOf(draft);
    await field('Motto').setValue('Always fair');
    expect(draft.document.value).toEqual({ ...settings, motto: 'Always fair' });
    expect((await formOf(draft, 'it')).label('Motto della casa').exists()).toBe(true);
  });

  it('makes one step of a word, in the field that it is typed in', async () => {
    const draft = aDraft('settings', settings);
    const { field } = await formOf(draft);
    await field('Title').setValue('S');
    await field('Title').setValue('Sh');
    expect(new Set(draft.steps.map(({ merge }) => merge))).toEqual(new Set(['form:/title:']));
    draft.undo();
    await nextTick();
    expect((field('Title').element as HTMLInputElement).value).toBe('S');
  });

  it('says what is wrong at the field while it is typed, and in Italian to an Italian', async () => {
    const draft = aDraft('settings', { ...settings, legal: { name: 'Demo', email: 'anna' } });
    expect((await formOf(draft)).page.find('[data-rule="format"]').text()).toBe('Is not an e-mail address.');
    const { page, field } = await formOf(draft, 'it');
    expect(page.find('[data-rule="format"]').text()).toBe('Non è un indirizzo e-mail.');
    expect(field('Indirizzo e-mail').attributes('aria-invalid')).toBe('true');
    await field('Indirizzo e-mail').setValue('anna@example.com');
    expect(page.find('[data-rule="format"]').exists()).toBe(false);
  });

  it('counts what is missing above, and says it at a field only once somebody has been there', async () => {
    const { timeZone: _, title: __, ...rest } = settings;
    const { page, button, field } = await formOf(aDraft('settings', rest));
    expect(page.text()).toContain('2 things keep this from being published');
    expect(page.find('[data-rule="required"]').exists()).toBe(false);
    await field('Title').trigger('focusout');
    expect(page.findAll('[data-rule="required"]')).toHaveLength(1);
    await button(/^Time zone: /).trigger('click');
    await flushPromises();
    expect(page.findAll('[data-rule="required"]')).toHaveLength(2);
  });

  it('shows what only the engine knows until the value is another one', async () => {
    const draft = aDraft('settings', settings);
    const { page, field } = await formOf(draft);
    draft.check.value = {
      errors: [{ path: '/title', rule: 'clash', message: 'is taken by another merchant' }],
      warnings: [],
      tests: [],
    };
    await nextTick();
    expect(page.get('[data-rule="clash"]').text()).toBe('is taken by another merchant');
    await field('Title').setValue('Another');
    expect(page.find('[data-rule="clash"]').exists()).toBe(false);
  });

  it('shows only some fields, or all but some', async () => {
    const draft = aDraft('settings', settings);
    const only = await formOf(draft, 'en', { only: ['title'] });
    expect(only.page.findAll('label').map((one) => one.attributes('for')?.split('/')[1])).toEqual(['title:input']);
    const except = await formOf(draft, 'en', { except: ['title'] });
    expect(() => except.label('Title')).toThrow();
    expect(except.text()).toContain('Legal entity');
  });

  it('lets nobody write who may only read', async () => {
    const { page } = await formOf(aDraft('settings', { ...settings, legal: { name: 'Demo' } }, { readonly: true }));
    const fields = page.findAll('input').filter((one) => one.attributes('aria-label') !== 'Find a setting');
    const isShut = ({ readonly, disabled }: Record<string, string>) => readonly !== undefined || disabled !== undefined;
    expect(fields.filter((one) => !isShut(one.attributes())).map((one) => one.attributes('id'))).toEqual([]);
    expect(page.findAll('button').map((one) => one.text())).not.toContain('Add');
  });
});

describe('what does not fit the schema', () => {
  it('is shown and kept until somebody removes it', async () => {
    const draft = aDraft('settings', { ...settings, nickname: 'Demo', legal: { name: 'Demo', colour: '<b>red</b>' } });
    const { page, field, button } = await formOf(draft);
    expect(page.text()).toContain('nickname: "Demo"');
    expect(page.text()).toContain('colour: "<b>red</b>"');
    await field('Title').setValue('Changed');
    expect(draft.document.value).toMatchObject({ nickname: 'Demo', legal: { colour: '<b>red</b>' } });
    await button('Remove nickname').trigger('click');
    expect(draft.document.value).not.toHaveProperty('nickname');
  });

  it.each([
    ['a text where a group belongs', { legal: 'Demo S.r.l.' }, 'Clear Legal entity'],
    ['a number where a text belongs', { title: 7 }, 'Clear Title'],
    ['a group where a list belongs', { categories: {} }, 'Clear Product categories'],
    ['nothing where a list belongs', { customFacts: null }, 'Clear Custom facts'],
  ])('is repaired by hand: %s', async (_what, wrong, clear) => {
    const draft = aDraft('settings', { ...settings, ...wrong });
    const { button, page } = await formOf(draft);
    await button(clear).trigger('click');
    expect(draft.document.value).not.toHaveProperty(Object.keys(wrong)[0] ?? '');
    expect(page.text()).not.toContain('not the kind of value');
  });

  it('never brings the form down', async () => {
    for (const content of [
      null,
      [],
      'text',
      7,
      { kind: 'provider', methods: [null, 7, { title: 'x' }], declarative: [] },
    ])
      expect((await formOf(aDraft('provider', content))).page.html()).not.toBe('');
  });
});

describe('a list', () => {
  const categories = [
    { id: 'food', label: { en: 'Food' } },
    { id: 'home', label: { en: 'Home' } },
  ];

  it('gains an entry that is open at once, loses one, and changes its order by the keyboard', async () => {
    const draft = aDraft('settings', { ...settings, categories });
    const { page, button } = await formOf(draft);
    await button('Add: Category').trigger('click');
    await flushPromises();
    expect(draft.document.value.categories).toHaveLength(3);
    expect(document.activeElement?.id).toContain('/categories/2/id');
    await page.get('[id$="/categories/2/id:input"]').setValue('garden');
    await button('Move Food · food').trigger('keydown', { key: 'ArrowDown' });
    expect(draft.document.value.categories?.map(({ id }) => id)).toEqual(['home', 'food', 'garden']);
    await button('Remove Home · home').trigger('click');
    expect(draft.document.value.categories?.map(({ id }) => id)).toEqual(['food', 'garden']);
    expect(page.text()).not.toContain('Home');
  });
});

describe('a choice between forms', () => {
  const provider = {
    kind: 'provider',
    id: 'sample',
    title: 'Sample',
    connector: 'declarative',
    environment: 'sandbox',
    methods: [],
    declarative: { auth: { type: 'header', credential: 'apiKey', prefix: 'Bearer ' } },
  };

  it('keeps what both have, and begins what the new one needs', async () => {
    const draft = aDraft('provider', provider);
    const { button } = await formOf(draft);
    await button(/^Form of Authentication/).trigger('click');
    await flushPromises();
    const option = [...document.querySelectorAll('[role="option"]')].find((one) => one.textContent?.includes('HMAC'));
    expect(option?.textContent).toContain('Each call carries a keyed hash');
    option?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await flushPromises();
    const auth = draft.document.value.declarative?.auth as Record<string, unknown> | undefined;
    expect(auth).toMatchObject({ credential: 'apiKey' });
    expect(auth?.['type']).toMatch(/hmac/);
    expect(auth).not.toHaveProperty('prefix');
  });

  it('asks for what the choice of another field makes necessary', async () => {
    const { declarative: _, ...without } = provider;
    expect((await formOf(aDraft('provider', without))).text()).toContain('Declarative connector *');
    expect((await formOf(aDraft('provider', { ...without, connector: 'stripe' }))).text()).not.toContain(
      'Declarative connector *',
    );
  });
});

describe('a record', () => {
  const provider = { kind: 'provider', id: 'p', credentials: { 'api.key': 'a', shop: 'b' } };

  it('adds, renames in place and refuses a name twice; names with dots are names', async () => {
    const draft = aDraft('provider', provider);
    const { page, button } = await formOf(draft);
    const names = () => page.findAll('input[aria-label="Name in Credentials"]');
    await names()[0]?.setValue('apiKey');
    await names()[0]?.trigger('change');
    expect(draft.document.value.credentials).toEqual({ apiKey: 'a', shop: 'b' });
    await names()[2]?.setValue('shop');
    expect(page.text()).toContain('“shop” is there already.');
    await names()[2]?.setValue('webhookSecret');
    await names()[2]?.trigger('submit');
    expect(Object.keys(draft.document.value.credentials ?? {})).toEqual(['apiKey', 'shop', 'webhookSecret']);
    await button('Remove shop').trigger('click');
    expect(Object.keys(draft.document.value.credentials ?? {})).toEqual(['apiKey', 'webhookSecret']);
  });

  it('shows a secret by its name, and whether it has a value', async () => {
    const draft = aDraft('provider', { ...provider, credentials: { key: { $secret: 'API_KEY' } } });
    const { page } = await formOf(draft);
    expect(page.text()).toContain('Stored');
    expect(page.text()).not.toContain('Replace value');
    await page.get('input[aria-label="Name of the secret: key"]').setValue('other-key');
    expect(draft.document.value.credentials).toEqual({ key: { $secret: 'OTHER_KEY' } });
    await nextTick();
    expect(page.text()).toContain('No value yet');
  });
});

it('finds a setting by its name and goes there', async () => {
  const draft = aDraft('checkout', { kind: 'checkout', id: 'shop' });
  const { page } = await formOf(draft);
  await page.get('input[aria-label="Find a setting"]').setValue('expires');
  await flushPromises();
  const [found] = [...document.querySelectorAll('[role="option"]')];
  expect(found?.textContent).toContain('Expires after');
  expect(found?.textContent).toContain('Payment');
});

/** What a person would write into a field: what its schema gives as an example. */
function answerFor(schema: JsonSchema, document: unknown, pointer: string): unknown {
  const resolve = resolverOf(schema);
  const path = pathOf(pointer, document);
  const field = schemasTo(schema, document, path, resolve)[path.length - 1] ?? {};
  const [example] = field.examples ?? [];
  return example ?? blankItem(field, resolve);
}

describe.each(kinds)('an empty %s', (kind) => {
  it('can be filled in until it can be published, led from one missing field to the next', async () => {
    const schema = bundleOf(kind) as JsonSchema;
    const draft = aDraft(kind, { kind, id: 'an-id' });
    const { page } = await formOf(draft);
    const missing = () => checkOf(schema, resolverOf(schema))(draft.document.value);
    for (let [next] = missing(), steps = 0; next && steps < 30; [next] = missing(), steps += 1) {
      const { pointer } = next;
      const lead = page.findAll('button').find((one) => one.text().endsWith(': Is missing.'));
      await lead?.trigger('click');
      await flushPromises();
      expect(document.activeElement?.closest(`[id$="${pointer}"]`), pointer).not.toBeNull();
      const input = page.find(`input[id$="${pointer}:input"]`);
      const value = answerFor(schema, draft.document.value, pointer);
      if (input.exists() && typeof value === 'string') await input.setValue(value);
      else draft.change((now) => withValue(now, pathOf(pointer, now), value) as never);
      await flushPromises();
    }
    expect(documentErrors(kind, draft.document.value)).toEqual([]);
    expect(page.text()).not.toContain('from being published');
  });
});

it('has a control for everything that a schema asks a control for', () => {
  const asked = kinds.flatMap((kind) => [...JSON.stringify(bundleOf(kind)).matchAll(/"x-control":"([\w-]+)"/g)]);
  expect([...new Set(asked.map(([, name]) => name))].filter((name) => !knownControls.has(name ?? ''))).toEqual([]);
});

it('shows every kind of the demo without complaint', async () => {
  for (const kind of kinds) {
    const [example] = kindSchemas[kind].examples;
    const { page } = await formOf(aDraft(kind, example));
    expect(page.text(), kind).not.toContain('from being published');
    expect(page.findAll('label').length, kind).toBeGreaterThan(1);
  }
});
