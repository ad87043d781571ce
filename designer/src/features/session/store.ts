import { isAdministered, toAdminister } from '@pih/schemas/administered';
import type { Session, SignIn } from '@pih/schemas/types';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { ProblemError, setCsrfToken, slugOf } from '../../api/index.ts';
import { allows } from './allows.ts';
import * as api from './api.ts';

/** Who is signed in and what they may do. */
export const useSession = defineStore('session', () => {
  /** Undefined until asked for; null when nobody is signed in. */
  const session = shallowRef<Session | null>();

  function hold(value: Session | null): void {
    session.value = value;
    setCsrfToken(value?.csrfToken);
  }

  /** @throws ProblemError `wrong-credentials`, or `too-many-requests` with the seconds to wait */
  const signIn = async (credentials: SignIn): Promise<void> => hold(await api.signIn(credentials));

  /** Asks the engine once who is signed in. @throws ProblemError when the engine cannot say */
  async function restore(): Promise<void> {
    if (session.value !== undefined) return;
    try {
      hold(await api.readSession());
    } catch (error) {
      if (!(error instanceof ProblemError) || slugOf(error.problem) !== 'not-signed-in') throw error;
      hold(null);
    }
  }

  /** @throws ProblemError when the engine could not end the session: then it still lasts */
  async function signOut(): Promise<void> {
    await api.signOut();
    hold(null);
  }

  const may = computed(() => {
    const actions = session.value?.actions ?? [];
    return (action: string): boolean => allows(actions, action);
  });

  return {
    session,
    signIn,
    restore,
    signOut,
    /** The engine says that the session is over. */
    ended: () => hold(null),
    /** Whether the operator's roles allow an action such as "payments.refund" at all. */
    may,
    /** Whether they may do so with documents of a kind: some kinds take an administrator besides. */
    mayWith: computed(
      () =>
        (verb: 'edit' | 'publish' | 'approve', kind: string): boolean =>
          may.value(`config.${verb}`) && (!isAdministered(kind) || may.value(toAdminister)),
    ),
  };
});
