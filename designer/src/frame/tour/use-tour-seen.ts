import { remembered } from '../../preferences/index.ts';

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Who has seen the tour in this browser; several people may share it. */
export function useTourSeen(operator: () => string | undefined) {
  const people = remembered<string[]>('tour-seen', [], isTexts);
  return {
    seen: (): boolean => people.value.includes(operator() ?? ''),
    remember: (): void => {
      const id = operator();
      if (id && !people.value.includes(id)) people.value = [...people.value, id];
    },
  };
}
