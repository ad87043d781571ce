import type { Notification } from '@pih/schemas';
import { createLiquid } from './liquid.ts';
import { faultOf, renderTemplate, TemplateFault } from './render.ts';
import { sampleFacts } from './sample.ts';
import { doubtfulNames } from './variables.ts';
import { Values } from './values.ts';

/** Something wrong in a template of a document, in words and for programs. */
export interface TemplateIssue {
  /** JSON pointer into the document. */
  path: string;
  severity: 'error' | 'warning';
  rule: 'template-syntax' | 'template-endless' | 'template-variable' | 'template-unused' | 'template-subject';
  message: string;
  params?: Record<string, string>;
  /** In the text, from 1. */
  line?: number;
}

/** The templates of a document, each with its place and language; a document that is being written may lack any. */
export function* templatesOf(document: Pick<Partial<Notification>, 'subject' | 'body'>) {
  for (const field of ['subject', 'body'] as const)
    for (const [language, source] of Object.entries(document[field] ?? {}))
      if (typeof source === 'string') yield { path: `/${field}/${language}`, field, language, source };
}

/** What is wrong in the templates of a notification: errors keep it from being published, warnings do not. */
export function templateIssues(document: Pick<Partial<Notification>, 'subject' | 'body'>): TemplateIssue[] {
  const until = performance.now() + togetherMs;
  return [...templatesOf(document)].flatMap(({ path, language, source }) =>
    performance.now() < until ? issuesIn(path, language, source) : [endless(path, 'never ends, or takes too long')],
  );
}

/**
 * So long the templates of one document are tried, all together. Each may take its time, and whoever writes them may write
 * hundreds: without this one document would hold up everybody for minutes. Good ones take a few milliseconds each.
 */
const togetherMs = 2_000;

const endless = (path: string, message: string, line?: number): TemplateIssue => ({
  path,
  severity: 'error',
  rule: 'template-endless',
  message,
  params: { because: message },
  ...(line !== undefined && { line }),
});

const doubt = <Rule extends TemplateIssue['rule']>(path: string, rule: Rule, line: number) =>
  ({ path, severity: 'warning', rule, line }) as const;

function issuesIn(path: string, language: string, source: string): TemplateIssue[] {
  const facts = sampleFacts(language);
  const writing = { language, timeZone: 'UTC' };
  try {
    const { unknown, unused } = doubtfulNames(createLiquid(writing, new Values()), source, facts);
    renderTemplate(source, facts, writing, new Values());
    return [
      ...unknown.map(({ name, line, suggestion }) => ({
        ...doubt(path, 'template-variable', line),
        message: `names "${name}", which no payment has${suggestion ? `; did you mean "${suggestion}"?` : ''}`,
        params: { name, ...(suggestion && { suggestion }) },
      })),
      ...unused.map(({ name, line }) => ({
        ...doubt(path, 'template-unused', line),
        message: `gives something the name "${name}" and never uses it`,
        params: { name },
      })),
    ];
  } catch (error) {
    const { isEndless, message, line } = error instanceof TemplateFault ? error : faultOf(error);
    if (isEndless) return [endless(path, message, line)];
    return [
      {
        path,
        severity: 'error',
        rule: 'template-syntax',
        message: `cannot be read: ${message}`,
        params: { because: message },
        ...(line !== undefined && { line }),
      },
    ];
  }
}
