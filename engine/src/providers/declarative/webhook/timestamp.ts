import type { ProviderTimestamp } from '@pih/schemas';
import { fillText, parseTemplate } from '../templates.ts';
import { textAt, type Received } from './received.ts';

/**
 * When news was signed, in the words that were signed.
 * @returns the empty text for a document without timestamps; undefined when the time is missing, unreadable, too old or
 *   too far ahead
 */
export function timeIn(received: Received, timestamp: ProviderTimestamp | undefined, now: Date): string | undefined {
  if (!timestamp) return '';
  const whole = fillText(parseTemplate(timestamp.from), (part) => textAt(received, part));
  const [text] = piecesOf(whole, timestamp.separator, timestamp.prefix);
  if (text === undefined) return undefined;
  const at = moment(text, timestamp.unit);
  const tolerance = (timestamp.toleranceSeconds ?? 300) * 1000;
  return Math.abs(now.getTime() - at) <= tolerance ? text : undefined; // NaN is never near
}

function moment(text: string, unit: ProviderTimestamp['unit']): number {
  if (unit === 'iso') return /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN;
  if (!/^\d{1,16}$/.test(text)) return NaN;
  return Number(text) * (unit === 's' ? 1000 : 1);
}

/** The parts of a text such as `t=1,v1=ab,v1=cd` that carry the prefix, without it; the whole text without a separator. */
export const piecesOf = (text: string, separator: string | undefined, prefix = ''): string[] =>
  (separator === undefined ? [text] : text.split(separator))
    .map((piece) => piece.trim())
    .filter((piece) => piece.startsWith(prefix) && piece.length > prefix.length)
    .map((piece) => piece.slice(prefix.length));
