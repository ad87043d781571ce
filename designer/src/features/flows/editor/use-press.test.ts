import { mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { usePress } from './use-press.ts';

const pointer = (type: string, about: { pointerId?: number; button?: number } = {}): void =>
  void window.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, ...about }));

function watchPresses() {
  const told = { presses: 0, order: [] as string[] };
  let press: ReturnType<typeof usePress> | undefined;
  const page = mount(
    defineComponent({
      setup() {
        press = usePress(() => void (told.presses += 1));
        return () => h('div');
      },
    }),
  );
  const after = (what: string): Promise<unknown> | undefined => press?.lifted().then(() => void told.order.push(what));
  return { told, page, after };
}

describe('something that waits until nothing is held', () => {
  beforeEach(() => void vi.useFakeTimers());

  it('goes on at once while nothing is', async () => {
    const { told, after } = watchPresses();
    await after('moved');
    expect(told).toEqual({ presses: 0, order: ['moved'] });
  });

  it('goes on after what the release leads to', async () => {
    const { told, after } = watchPresses();
    pointer('pointerdown');
    const waits = after('moved');
    window.addEventListener('mouseup', () => told.order.push('dropped'), { once: true });
    pointer('pointerup');
    await Promise.resolve();
    window.dispatchEvent(new MouseEvent('mouseup'));
    await vi.runAllTimersAsync();
    await waits;
    expect(told).toEqual({ presses: 1, order: ['dropped', 'moved'] });
  });

  it('waits for the last finger', async () => {
    const { told, after } = watchPresses();
    pointer('pointerdown');
    pointer('pointerdown', { pointerId: 2 });
    void after('moved');
    pointer('pointerup');
    await vi.runAllTimersAsync();
    expect(told.order).toEqual([]);
    pointer('pointercancel', { pointerId: 2 });
    await vi.runAllTimersAsync();
    expect(told.order).toEqual(['moved']);
  });

  it('does not wait for a button that opens a menu, nor for a window that was left', async () => {
    const { told, after } = watchPresses();
    pointer('pointerdown', { button: 2 });
    await after('first');
    pointer('pointerdown');
    void after('second');
    window.dispatchEvent(new Event('blur'));
    await vi.runAllTimersAsync();
    expect(told.order).toEqual(['first', 'second']);
  });
});
