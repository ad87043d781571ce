import type { Condition, ConditionComparison } from '@pih/schemas/types';
import type { VueWrapper } from '@vue/test-utils';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { nextTick, shallowRef } from 'vue';
import type { Language } from '../i18n/index.ts';
import { mountPage } from '../testing/index.ts';
import ConditionEditor from './ConditionEditor.vue';
import { anyCondition, someFacts } from './random-conditions-for-tests.ts';

const large: ConditionComparison = {
  fact: 'amount',
  operator: 'greaterThan',
  value: { amount: 500_00, currency: 'EUR' },
};
const business: ConditionComparison = { fact: 'customerType', operator: 'equal', value: 'business' };
const weekend: ConditionComparison = { fact: 'weekday', operator: 'in', value: ['sat'] };

/** An editor whose parent keeps what it is told, as every parent does. */
function edit(
  condition: Condition,
  about: { readonly?: boolean; errors?: { path: string; message: string }[]; language?: Language } = {},
) {
  const value = shallowRef(condition);
  const said = vi.fn();
  const { language = 'en', ...props } = about;
  const page = mountPage(
    {
      components: { ConditionEditor },
      setup: () => ({
        value,
        props,
        someFacts,
        said: (next: Condition) => {
          said(next);
          value.value = next;
        },
      }),
      template: '<ConditionEditor :model-value="value" :facts="someFacts" v-bind="props" @update:model-value="said" />',
    },
    {},
    language,
  );
  return { page, value, said };
}
const named = (page: VueWrapper, name: string) => {
  const found = page
    .findAll('button, input, [role=group]')
    .find((one) => one.attributes('aria-label')?.startsWith(name));
  if (!found) throw new Error(`Nothing is called ${name}`);
  return found;
};
async function choose(page: VueWrapper, control: string, option: string): Promise<void> {
  await named(page, control).trigger('click');
  await nextTick();
  const found = [...document.querySelectorAll<HTMLElement>('[role=option], [role=menuitem]')].find(
    (one) => one.textContent?.trim() === option,
  );
  if (!found) throw new Error(`There is no option ${option}`);
  found.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await nextTick();
}

describe('the condition editor', () => {
  it('changes nothing that nobody touches, whatever the condition', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const { page, said } = edit(condition);
        for (const input of page.findAll('input')) {
          input.element.dispatchEvent(new Event('focus'));
          input.element.dispatchEvent(new Event('blur'));
        }
        expect(said).not.toHaveBeenCalled();
        page.unmount();
      }),
      { numRuns: 15 },
    );
    // Whole editors are mounted, which a busy machine does slowly.
  }, 30_000);

  it('tells a screen reader which condition is which', () => {
    const { page } = edit({ all: [large, business] });
    const names = page.findAll('[role=group]').map((group) => group.attributes('aria-label'));
    expect(names).toContain('Condition 1 of 2: Amount is over €500.00');
    expect(names).toContain('Condition 2 of 2: Customer type is business');
  });

  it('takes a sum in whole minor units and keeps its currency while it is typed anew', async () => {
    const { page, value } = edit(large);
    await named(page, 'Value').setValue('');
    expect(value.value).toEqual({ ...large, value: '' });
    await named(page, 'Value').setValue('750.5');
    expect(value.value).toEqual({ ...large, value: { amount: 750_50, currency: 'EUR' } });
  });

  it('adds a condition by what it looks at', async () => {
    const { page, value } = edit({ all: [] });
    await choose(page, 'Add condition', 'Customer type');
    expect(value.value).toEqual({ all: [{ fact: 'customerType', operator: 'equal', value: '' }] });
    expect(page.text()).toContain('Still needs a value');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Value: Choose…');
  });

  it('keeps what fits when another fact or operator is chosen', async () => {
    const { page, value } = edit(weekend);
    await choose(page, 'How it is compared', 'is none of');
    expect(value.value).toEqual({ ...weekend, operator: 'notIn' });
    await choose(page, 'What is looked at', 'Country');
    expect(value.value).toEqual({ fact: 'country', operator: 'notIn', value: ['sat'] });
  });

  it('toggles the days of the week and keeps them in their order', async () => {
    const { page, value } = edit(weekend);
    await named(page, 'Monday').trigger('click');
    expect(value.value).toMatchObject({ value: ['mon', 'sat'] });
    await named(page, 'Saturday').trigger('click');
    expect(value.value).toMatchObject({ value: ['mon'] });
  });

  it('takes a time of day as people type it, and says when a window goes past midnight', async () => {
    const { page, value } = edit({
      fact: 'timeOfDay',
      operator: 'inTimeWindow',
      value: { from: '08:00', to: '20:00' },
    });
    const from = named(page, 'Value: From');
    await from.setValue('2230');
    await from.trigger('blur');
    expect(value.value).toMatchObject({ value: { from: '22:30', to: '20:00' } });
    expect(page.text()).toContain('until 20:00 on the next day');
  });

  it('turns a group around without losing a part', async () => {
    const { page, value } = edit({ all: [large, business] });
    await choose(page, 'What must hold', 'None of these');
    expect(value.value).toEqual({ not: { any: [large, business] } });
  });

  it('moves a condition by the arrow keys on its handle and keeps the focus there', async () => {
    const { page, value } = edit({ all: [large, business] });
    const handle = named(page, 'Move Condition 2 of 2');
    (handle.element as HTMLElement).focus();
    await handle.trigger('keydown', { key: 'ArrowUp' });
    await nextTick();
    expect(value.value).toEqual({ all: [business, large] });
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Move Condition 1 of 2: Customer type/);
  });

  it('keeps a group within a group when something inside of it changes', async () => {
    const { page, value } = edit({ any: [business, { all: [weekend] }] });
    await named(page, 'Friday').trigger('click');
    expect(value.value).toEqual({ any: [business, { all: [{ ...weekend, value: ['fri', 'sat'] }] }] });
  });

  it('leaves alone what it has no control for, and lets it be replaced', async () => {
    const odd: ConditionComparison = { fact: 'amount', operator: 'greaterThan', value: 500 };
    const { page, value, said } = edit({ all: [odd, business] });
    expect(page.text()).toContain('stays as it is until you replace it');
    expect(said).not.toHaveBeenCalled();
    const replace = page.findAll('button').find((button) => button.text() === 'Replace');
    await replace?.trigger('click');
    expect(value.value).toEqual({ all: [{ fact: 'amount', operator: 'greaterThan', value: '' }, business] });
  });

  it('shows an error beside the condition that it is about', () => {
    const { page } = edit({ all: [large, business] }, { errors: [{ path: '/all/1/value', message: 'No such type.' }] });
    expect(named(page, 'Condition 2 of 2').text()).toContain('No such type.');
    expect(named(page, 'Condition 1 of 2').text()).not.toContain('No such type.');
  });

  it('offers nothing to change to those who may only look', () => {
    const { page } = edit({ all: [large, business] }, { readonly: true });
    expect(page.text()).not.toContain('Add condition');
    expect(page.findAll('button:not([disabled])')).toHaveLength(0);
  });

  it('speaks Italian', () => {
    const { page } = edit({ all: [large, weekend] }, { language: 'it' });
    expect(page.text()).toContain('Tutte queste');
    expect(named(page, 'Condizione 2 di 2: Giorno della settimana è sabato').exists()).toBe(true);
  });
});
