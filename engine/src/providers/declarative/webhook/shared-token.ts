import { createHash, timingSafeEqual } from 'node:crypto';
import { fillText, parseTemplate } from '../templates.ts';
import { valueOf, type Check, type CheckNeeds, type VerifyOf } from './genuine.ts';
import { textAt } from './received.ts';

/**
 * A secret that stands in the news: the one of the document, or the one that the attempt remembers, which only the
 * payment itself can confirm.
 */
export const sharedTokenCheck =
  (needs: CheckNeeds, { token, credential, memory }: VerifyOf<'shared-token'>): Check =>
  async (received) => {
    const given = fillText(parseTemplate(token), (part) => textAt(received, part));
    if (given === '') return undefined;
    if (credential !== undefined && !isSameText(given, await valueOf(needs, credential))) return undefined;
    return memory === undefined ? {} : { proof: { memory, value: given } };
  };

/** In constant time, whatever the lengths. */
export const isSameText = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
