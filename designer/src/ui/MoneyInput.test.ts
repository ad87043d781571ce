import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import type { Language } from '../i18n/index.ts';
import { newI18n } from '../testing/index.ts';
import MoneyInput from './MoneyInput.vue';

function show(language: Language, props: { currency: string; modelValue: number | undefined }) {
  const i18n = newI18n(language);
  const input = mount(MoneyInput, { props, global: { plugins: [i18n] } });
  return { input, field: input.get('input'), said: () => input.emitted('update:modelValue')?.at(-1)?.[0], i18n };
}

it('gives whole minor units', async () => {
  const { field, said } = show('it', { currency: 'EUR', modelValue: 4990 });
  expect(field.element.value).toBe('49,90');
  await field.setValue('12,5');
  expect(said()).toBe(1250);
});

it('gives nothing while what stands there is no sum', async () => {
  const { field, said } = show('en', { currency: 'EUR', modelValue: 4990 });
  await field.setValue('12.345');
  expect(said()).toBeUndefined();
});

it('leaves alone what is being typed, and tidies it afterwards', async () => {
  const { input, field } = show('en', { currency: 'EUR', modelValue: 4990 });
  await field.setValue('12.5');
  await input.setProps({ modelValue: 1250 });
  expect(field.element.value).toBe('12.5');
  await field.trigger('blur');
  expect(field.element.value).toBe('12.50');
});

it('writes the sum anew when the language changes', async () => {
  const { input, field, i18n } = show('en', { currency: 'KWD', modelValue: 1234567 });
  expect(field.element.value).toBe('1234.567');
  i18n.global.locale.value = 'it';
  await input.vm.$nextTick();
  expect(field.element.value).toBe('1234,567');
});
