import type { Publication } from '@pih/schemas/types';
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import type { Language } from '../../../i18n/index.ts';
import { mountPage } from '../../../testing/index.ts';
import { Toasts } from '../../../ui/index.ts';
import { useOutcome } from './use-outcome.ts';

const published: Publication = {
  outcome: 'published',
  revision: 3,
  note: 'n',
  at: '2026-11-23T10:00:00Z',
  by: { type: 'system' },
  release: null,
};
async function told(language: Language, about: { isUnused?: boolean } = {}): Promise<string> {
  const Page = defineComponent(() => {
    useOutcome()(published, 'Online', about);
    return () => h(Toasts);
  });
  mountPage(Page, {}, language);
  await flushPromises();
  return document.body.textContent;
}

it('says of a flow that no checkout goes by that nobody sees it yet, as the dialog did', async () => {
  expect(await told('en', { isUnused: true })).toMatch(/“Online” is published.*No checkout uses it yet/s);
  expect(await told('it', { isUnused: true })).toMatch(/«Online» è pubblicato.*Nessun checkout lo usa ancora/s);
});
