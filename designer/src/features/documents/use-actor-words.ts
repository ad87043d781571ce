import { useI18n } from 'vue-i18n';
import { useSession } from '../session/index.ts';
import type { Actor } from './model.ts';

/** Names people, systems and the hub itself in the reader's language. */
export function useActorWords() {
  const { t } = useI18n();
  const session = useSession();
  const isMe = (actor: Actor | null | undefined): boolean =>
    actor?.id !== undefined && actor.id === session.session?.operator.id;
  return {
    isMe,
    /** A system's own name is for logs, in English: for people it is the hub that acted. */
    nameOf: (actor: Actor): string => {
      if (isMe(actor)) return t('documents.you');
      const name = actor.type === 'system' ? undefined : (actor.name ?? actor.id);
      return name ?? t('documents.hub');
    },
  };
}
