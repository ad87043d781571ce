import { expect, it } from 'vitest';
import { newI18n, speak } from './index.ts';

it('begins with the words of one language only', async () => {
  const { global } = await newI18n('it');
  expect(global.availableLocales).toEqual(['it']);
  expect(global.t('frame.sections.flows')).toBe('Flussi');
});

it('goes over to another language only once its words are there', async () => {
  const { global } = await newI18n('it');
  const over = speak(global, 'en');
  expect(global.t('frame.sections.flows')).toBe('Flussi');
  await over;
  expect(global.t('frame.sections.flows')).toBe('Flows');
});

it('speaks what was wished for last, however the words arrive', async () => {
  const { global } = await newI18n('it');
  await Promise.all([speak(global, 'en'), speak(global, 'it')]);
  expect(global.locale.value).toBe('it');
});
