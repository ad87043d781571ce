import type { Caller } from '../../http/index.ts';
import type { AccessModels, Maker, StoredOperator } from '../model/index.ts';

type Made = Pick<StoredOperator, 'createdBy' | 'enteredByMail'>;

/** As far back as anybody has to look; whoever made somebody was made by somebody older. */
const mostGenerations = 20;

/**
 * Who made somebody's access, and who made theirs, and so on: ids of operators and keys, the nearest first. Those whom the
 * hub itself made have no maker, and an invitation that only its reader's mailbox got makes a person of their own.
 */
export const createMakersOf =
  ({ operators, apiKeys }: Pick<AccessModels, 'operators' | 'apiKeys'>) =>
  async (who: Pick<Caller, 'type' | 'id'>): Promise<readonly string[]> => {
    const makerOf = async ({ type, id }: Pick<Maker, 'type' | 'id'>): Promise<Maker | null | undefined> => {
      const found =
        type === 'operator'
          ? await operators.findById(id, { createdBy: 1, enteredByMail: 1 }).lean<Made>()
          : await apiKeys.findById(id, { createdBy: 1 }).lean<Made>();
      return found?.enteredByMail ? undefined : found?.createdBy;
    };
    const found: string[] = [];
    let next: Pick<Maker, 'type' | 'id'> | null | undefined = who;
    while (next && found.length < mostGenerations) {
      next = await makerOf(next);
      if (next) found.push(next.id);
    }
    return found;
  };
