import type { MoneyOrZero, PaymentActor, PaymentEvent } from '@pih/schemas/types';
import { useI18n } from 'vue-i18n';
import { useFormats } from '../../formats/index.ts';
import { useVocabulary } from '../vocabulary/index.ts';
import { factsOfEvent, nameOf } from './event-words.ts';

/** What happened to a payment, in the reader's words. */
export function useTransactionWords() {
  const { t, te } = useI18n();
  const { money } = useFormats();
  const vocabulary = useVocabulary();
  const known = (key: string, otherwise: string): string => (te(key) || te(key, 'en') ? t(key) : otherwise);

  /** Why something failed: one of the hub's reasons in words, or the text that somebody wrote. */
  const reason = (text: string): string => known(`transactions.reasons.${text}`, text);

  return {
    reason,
    event: ({ type }: { type: string }): string => known(`transactions.events.${type}`, type),
    actor: (actor: PaymentActor): string => {
      const { name, kind } = nameOf(actor);
      if (kind === 'provider' && (actor.id ?? name)) return vocabulary.provider(actor.id ?? name ?? '');
      if (!name) return t(`transactions.actors.${kind}`);
      return kind === 'api_key' ? t('transactions.actors.namedKey', { name }) : name;
    },
    /** The particulars of an event, each on its own: sum, method, provider, reason. */
    particulars: (event: PaymentEvent): string[] => {
      const {
        amount,
        expected,
        method,
        methods = [],
        provider,
        reason: why,
        providerCode,
        number,
        title,
      } = factsOfEvent(event);
      const say = (sum: MoneyOrZero | undefined): string[] => (sum ? [money(sum)] : []);
      const said = [
        ...say(amount),
        ...say(expected).map((sum) => t('transactions.history.asked', { sum })),
        ...(method ? [vocabulary.method(method).title] : []),
        ...(methods.length ? [methods.map((id) => vocabulary.method(id).title).join(', ')] : []),
        ...(provider ? [vocabulary.provider(provider)] : []),
        ...(number ? [number] : []),
        ...(title ? [title] : []),
        ...(why ? [reason(why)] : []),
        ...(providerCode ? [providerCode] : []),
      ];
      // PayPal is both a method and a provider: once is enough.
      return [...new Set(said)];
    },
  };
}
