import type { Settings } from '@pih/schemas';
import { mailAddress } from '../addresses.ts';
import { compose, type Composed } from '../compose.ts';
import { houseLook } from '../look/brand.ts';
import { accountTexts, type AccountTemplate } from './texts.ts';

/** A mail about somebody's account. */
export interface AccountLetter {
  /** The intention: the same key twice sends once. */
  key: string;
  to: string;
  /** ISO 639-1; English where there are no words. */
  language: string;
  template: AccountTemplate;
  /** Where the reader goes on; of an invitation and a reset it is the secret itself. */
  link?: string;
  /** The name of the person, who did it, until when it holds. */
  facts?: { name?: string; by?: string; until?: Date };
}

const product = 'Payment Integration Hub';

/** A mail to somebody who works here, in the console's own look: no brand of the merchant speaks to its own people. */
export function accountMail(
  { to, language, template, link, facts }: AccountLetter,
  settings: Settings,
  publicUrl: string,
): Composed & { to: string; title: string; language: string } {
  const spoken = language === 'it' ? 'it' : 'en';
  const { title, subject, body } = accountTexts[template];
  const composed = compose({
    subject,
    body,
    facts: {
      ...facts,
      organisation: settings.legal?.name ?? product,
      product,
      link: link ?? `${publicUrl}/console/`,
    },
    language: spoken,
    timeZone: settings.timeZone,
    form: { kind: 'email', look: houseLook(product) },
  });
  return { ...composed, to: mailAddress(to), title: title[spoken], language: spoken };
}
