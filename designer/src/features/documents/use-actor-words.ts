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
    nameOf: (actor: Actor): string =>
      isMe(actor) ? t('documents.you') : (actor.name ?? actor.id ?? t('documents.hub')),
  };
}
