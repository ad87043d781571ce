import type { Payment } from '@pih/schemas/types';
import { useI18n } from 'vue-i18n';
import { useProblemWords } from '../../../problems/index.ts';
import { useToasts } from '../../../ui/index.ts';
import { askProviders } from '../api.ts';
import { useSending } from './use-sending.ts';

/** Asks the providers of a payment how it stands, and says what came of it. */
export function useAsking() {
  const { t } = useI18n();
  const { toast } = useToasts();
  const problemWords = useProblemWords();
  const { isBusy, problem, run } = useSending((id: string) => askProviders(id, crypto.randomUUID()));
  return {
    isBusy,
    /** @param before as it stood; a state that did not change is told as well */
    ask: async (before: Pick<Payment, 'id' | 'state'>): Promise<Payment | undefined> => {
      const answer = (await run(before.id))?.answer;
      if (answer) {
        const isNew = answer.state !== before.state;
        const state = t(`transactions.states.${answer.state}`);
        toast({
          tone: isNew ? 'success' : 'info',
          title: t(isNew ? 'transactions.asked.changed' : 'transactions.asked.same', { state }),
        });
      } else if (problem.value) {
        const { value } = problem;
        toast({ tone: 'danger', title: problemWords.title(value), text: problemWords.whatToDo(value) });
      }
      return answer;
    },
  };
}
