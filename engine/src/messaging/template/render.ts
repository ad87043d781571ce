import { Context, toValueSync } from 'liquidjs';
import { createLiquid, type Writing } from './liquid.ts';
import type { Values } from './values.ts';

/** A template could not be carried out: it is wrong, or used up more than it may. The message is for its author. */
export class TemplateFault extends Error {
  readonly isEndless: boolean;
  /** In the template, from 1. */
  readonly line: number | undefined;
  constructor(message: string, isEndless: boolean, line?: number) {
    super(message);
    this.name = 'TemplateFault';
    this.isEndless = isEndless;
    this.line = line;
  }
}

/** A tag that has its line to itself leaves no empty line behind: the mark takes the line's end along. */
const ownLine = /^[ \t]*(\{%[^\n]*?%\})[ \t]*$/gm;
const ended = /\uE002\n?/g;

/** Characters of a message, without its values; mail programs cut what is half as long. */
const longest = 200_000;

/**
 * Parts of a template that are carried out, in loops each time again. Counted, not timed: what may be published can also be
 * sent, however busy the engine is. So many take some hundredths of a second.
 */
const mostSteps = 20_000;

/** Takes what a template writes. Liquid counts what templates make, but not how often they write their own words. */
class Written {
  buffer = '';

  /** @throws RangeError when it is more than anybody reads */
  write(text: unknown): void {
    this.buffer += String(text);
    if (this.buffer.length > longest) throw new RangeError('text limit exceeded');
  }
}

/**
 * Fills a template. Its values are kept in `values` and stand in the text as places: see `Values`.
 * @throws TemplateFault
 */
export function renderTemplate(source: string, facts: object, writing: Writing, values: Values): string {
  const liquid = createLiquid(writing, values);
  const plain = source.replace(/[\uE000-\uE002]/g, '').replaceAll('\r\n', '\n');
  try {
    const templates = liquid.parse(plain.replace(ownLine, '$1\uE002'));
    const written = new Written();
    const context = new Context(facts, liquid.options, { sync: true });
    let steps = 0;
    // Liquid asks before each part, with the time by its own clock.
    context.renderLimit.check = () => {
      steps += 1;
      if (steps > mostSteps) throw new RangeError('render limit exceeded');
    };
    toValueSync(liquid.renderer.renderTemplates(templates, context, written));
    return written.buffer.replace(ended, '');
  } catch (error) {
    throw faultOf(error);
  }
}

/** What Liquid says, without the excerpt of the template that it appends. */
export function faultOf(error: unknown): TemplateFault {
  if (!(error instanceof Error)) return new TemplateFault('cannot be read', false);
  const [said = ''] = error.message.split(/,? (?:file:.*)?line:\d+/);
  const isEndless = /(?:render|alloc|parse length|limit) (?:limit )?exceeded/.test(error.message);
  return new TemplateFault(isEndless ? 'never ends, or grows without bounds' : said, isEndless, lineOf(error));
}

function lineOf(error: Error): number | undefined {
  const [, line] = /line:(\d+)/.exec(error.message) ?? [];
  return line === undefined ? undefined : Number(line);
}
