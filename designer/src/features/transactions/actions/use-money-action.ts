import type { Payment } from '@pih/schemas/types';
import { ref } from 'vue';
import { awaitsApproval, type Acted } from '../api.ts';
import { useAction } from './use-action.ts';

/** An action that moves money: it is done at once, or waits for a second person. */
export function useMoneyAction<Body>(send: (body: Body, idempotencyKey: string) => Promise<Acted>) {
  const { isBusy, problem, run } = useAction(send);
  /** The engine has put it before a second person. */
  const isWaiting = ref(false);
  return {
    isBusy,
    problem,
    isWaiting,
    /** The payment after it; undefined when it was refused, waits, or is already on its way. */
    run: async (body: Body): Promise<Payment | undefined> => {
      const answer = await run(body);
      if (answer === undefined || !awaitsApproval(answer)) return answer;
      isWaiting.value = true;
      return undefined;
    },
  };
}
