import { stepsOf } from '@pih/schemas/changes';
import type { DocumentCheck, FieldError, Flow, Kind } from '@pih/schemas/types';
import { useI18n } from 'vue-i18n';
import { useFoundWords } from '../../../schema/index.ts';
import { nodeTitle, problemInWords, problemsIn, useSpeech } from '../../flows/index.ts';
import { useVocabulary } from '../../vocabulary/index.ts';
import { fieldTitles } from '../diff/field-titles.ts';
import { isFlow } from '../diff/is-flow.ts';
import { useKindSchema } from '../diff/use-kind-schema.ts';
import { useValueWords } from '../diff/use-value-words.ts';
import { isContent } from '../model.ts';

/** Something that the check of a document found, in words, with the address that shows it. */
export interface Finding {
  key: string;
  severity: 'error' | 'test' | 'warning';
  text: string;
  /** Where in the editor it can be seen to; nowhere when another document is what is wrong. */
  query: Record<string, string> | undefined;
}

const fieldQuery = (path: string): Finding['query'] => (path ? { field: path } : undefined);
const severityOf = ({ rule }: FieldError): 'error' | 'test' => (rule === 'test' ? 'test' : 'error');

/** Says what a check found, in the reader's language. */
export function useFindingWords(kind: Kind, documentNow: () => unknown) {
  const { locale } = useI18n();
  const speech = useSpeech();
  const vocabulary = useVocabulary();
  const { sentence } = useFoundWords();
  const { titled } = useValueWords();
  const schema = useKindSchema(kind);

  function placeOf(path: string): string {
    const nameOf = (steps: readonly string[]): string | undefined => {
      const thing = valueByPlace(documentNow(), steps);
      return isContent(thing) ? titled(thing) : undefined;
    };
    return fieldTitles(schema.value, stepsOf(path), locale.value, nameOf).join(' › ');
  }

  function inFields({ errors, warnings }: DocumentCheck): Finding[] {
    const found = errors.map((error, at): Finding => {
      const { rule, message, params = {} } = error;
      const path = rule === 'required' ? `${error.path}/${String(params['name'])}` : error.path;
      const [place, said] = [placeOf(path), sentence({ pointer: path, rule, message, params })];
      return {
        key: `error ${at}`,
        severity: severityOf(error),
        text: place ? `${place}: ${said}` : said,
        query: fieldQuery(path),
      };
    });
    const doubts = warnings.map(({ path, rule, message, params }, at): Finding => {
      const [place, said] = [placeOf(path), sentence({ pointer: path, rule, message, params })];
      return {
        key: `warning ${at}`,
        severity: 'warning',
        text: place ? `${place}: ${said}` : said,
        query: fieldQuery(path),
      };
    });
    return [...found, ...doubts];
  }

  function inFlow(check: DocumentCheck, flow: Flow): Finding[] {
    const names = { nodes: new Map(flow.nodes.map((node) => [node.id, node])), provider: vocabulary.provider };
    return problemsIn(check, flow).map((found, at): Finding => {
      const severity = found.severity === 'error' ? severityOf(found.problem) : 'warning';
      const { node } = found.problem;
      const said = problemInWords(found, speech.value, names);
      const about = node === undefined ? undefined : names.nodes.get(node);
      return {
        key: `${severity} ${at}`,
        severity,
        text: about ? `“${nodeTitle(about, speech.value)}”: ${said}` : said,
        query: severity === 'test' ? { try: 'tests' } : node === undefined ? {} : { node },
      };
    });
  }

  return (check: DocumentCheck): Finding[] => {
    const document = documentNow();
    return kind === 'flow' && isFlow(document) ? inFlow(check, document) : inFields(check);
  };
}

/** The engine's paths count places in lists, whatever stands there. */
const valueByPlace = (document: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return (at as unknown[])[Number(step)];
    return isContent(at) ? at[step] : undefined;
  }, document);
