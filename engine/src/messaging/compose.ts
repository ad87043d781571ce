import type { Text } from '@pih/schemas';
import { inLanguage } from './facts.ts';
import { blocksOf } from './look/blocks.ts';
import type { Look } from './look/brand.ts';
import { mailHtml } from './look/html.ts';
import { plainText } from './look/text.ts';
import { renderTemplate } from './template/render.ts';
import { Values } from './template/values.ts';

/** A message as it is handed over. */
export interface Composed {
  subject?: string;
  /** Absent for plain texts. */
  html?: string;
  text: string;
}

export interface Composition {
  subject?: Text | undefined;
  body: Text;
  /** What the templates can name. */
  facts: object;
  language: string;
  timeZone: string;
  /** A mail, or a text of so many characters. */
  form: { kind: 'email'; look: Look } | { kind: 'text'; longest: number };
}

/** A subject of mail programs is one line, and no longer than anybody reads. */
const longestSubject = 200;
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, longestSubject);

/**
 * Writes a message from its templates.
 * @throws TemplateFault when a template is wrong, or uses up more than it may
 */
export function compose({ subject, body, facts, language, timeZone, form }: Composition): Composed {
  const writing = { language, timeZone };
  const values = new Values();
  const blocks = blocksOf(renderTemplate(inLanguage(body, language) ?? '', facts, writing, values));
  const text = plainText(blocks, values);
  if (form.kind === 'text') return { text: cut(text, form.longest) };
  const own = new Values();
  const line = oneLine(own.restored(renderTemplate(inLanguage(subject, language) ?? '', facts, writing, own)));
  const shown = line || form.look.name;
  return { subject: shown, html: mailHtml(blocks, { subject: shown, language }, form.look, values), text };
}

/** Cuts at a word, with an ellipsis. */
function cut(text: string, longest: number): string {
  const signs = [...text];
  if (signs.length <= longest) return text;
  const kept = signs.slice(0, longest - 1).join('');
  const end = kept.search(/\s\S*$/);
  return `${(end > longest / 2 ? kept.slice(0, end) : kept).trimEnd()}…`;
}
