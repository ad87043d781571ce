import { descriptionOf, labelOf, titleOf, type JsonSchema } from '../schema/index.ts';

/** Words that the editor's own parts need; whoever builds it speaks the reader's language. */
export interface JsonWords {
  language: string;
  t: (key: string, values?: Record<string, unknown>) => string;
}

function line(tag: string, text: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

/** What a field is for, and what may stand there, as a small page beside the text. Made of text nodes: nothing in it runs. */
export function description(schema: JsonSchema, name: string, { language, t }: JsonWords): HTMLElement {
  const page = document.createElement('div');
  page.className = 'about';
  page.append(line('strong', titleOf(schema, language, name), 'about-title'));
  const text = descriptionOf(schema, language);
  if (text) page.append(line('p', text, 'about-text'));
  if (schema.enum) {
    const values = schema.enum.map((value) => {
      const label = labelOf(schema, value, language);
      return label === String(value) ? String(value) : `${String(value)} (${label})`;
    });
    page.append(line('p', t('json.oneOf', { values: values.join(', ') }), 'about-more'));
  }
  if (schema.default !== undefined)
    page.append(line('p', t('json.default', { value: JSON.stringify(schema.default) }), 'about-more'));
  return page;
}
