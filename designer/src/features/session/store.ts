import { isAdministered, toAdminister } from '@pih/schemas/administered';
import type { Session, SignIn, SignInChallenge } from '@pih/schemas/types';
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

  /**
   * The first step of signing in.
   * @returns what the second step needs; undefined when somebody is in already
   * @throws ProblemError `wrong-credentials`, or `too-many-requests` with the seconds to wait
   */
  async function signIn(credentials: SignIn): Promise<SignInChallenge | undefined> {
    const answer = await api.signIn(credentials);
    if ('challenge' in answer) return answer;
    hold(answer);
    return undefined;
  }

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
    /** The second step. @throws ProblemError `wrong-code` or `sign-in-expired` */
    prove: async (challenge: string, code: string): Promise<void> => hold(await api.proveSecondFactor(challenge, code)),
    /** Somebody has come in by another way, such as an invitation. */
    hold,
    /** Asks the engine anew: what the session may do has changed. */
    refresh: async (): Promise<void> => hold(await api.readSession()),
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
