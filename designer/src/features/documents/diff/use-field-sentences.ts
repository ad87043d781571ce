import { changesBetween, stepsOf, valueAt, type Change } from '@pih/schemas/changes';
import { useI18n } from 'vue-i18n';
import { isContent, type Content } from '../model.ts';
import { fieldTitles } from './field-titles.ts';
import type { Sentence } from './sentence.ts';
import { isOne, useValueWords } from './use-value-words.ts';

const pointerTo = (change: Change, length: number): string =>
  `/${change.path
    .split('/')
    .slice(1, length + 1)
    .join('/')}`;

/** Changes inside of something that is read as one thing become one change of that thing. */
function whole(changes: readonly Change[], before: unknown, after: unknown): Change[] {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const lengths = stepsOf(change.path).map((_, at) => at + 1);
    const length = lengths.find((at) =>
      [before, after].some((version) => isOne(valueAt(version, pointerTo(change, at)))),
    );
    const path = length === undefined ? change.path : pointerTo(change, length);
    if (path === change.path) found.set(path, change);
    else found.set(path, { path, change: 'changed', before: valueAt(before, path), after: valueAt(after, path) });
  }
  return [...found.values()];
}

/** Tells the differences between two documents of any kind, field by field, in the words of the kind's schema. */
export function useFieldSentences() {
  const { t, locale } = useI18n();
  const { shown, titled } = useValueWords();

  /** @param schema of the kind; without it fields are called as they are written */
  return (schema: Content, before: unknown, after: unknown): Sentence[] =>
    whole(changesBetween(before, after), before, after).map((one) => {
      const steps = stepsOf(one.path);
      const nameOf = (way: readonly string[]): string | undefined => {
        const pointer = pointerTo(one, way.length);
        const thing = valueAt(after, pointer) ?? valueAt(before, pointer);
        if (isContent(thing)) return titled(thing);
        return /^\d+$/.test(way.at(-1) ?? '')
          ? t('documents.diff.place', { place: Number(way.at(-1)) + 1 })
          : undefined;
      };
      return {
        key: `${one.path} ${one.change}`,
        change: one.change,
        text: fieldTitles(schema, steps, locale.value, nameOf).join(' › ') || t('documents.diff.document'),
        ...(one.change !== 'added' && { before: shown(one.before) }),
        ...(one.change !== 'removed' && { after: shown(one.after) }),
      };
    });
}
