import { useVocabulary } from '../features/vocabulary/index.ts';
import type { Beginnings } from '../schema/index.ts';

/** What controls begin with that no schema can know, such as the merchant's own currency. */
export function useBeginnings(): Beginnings {
  const vocabulary = useVocabulary();
  return {
    money: () => ({ currency: vocabulary.words.defaultCurrency }),
    'text-by-language': () => undefined,
    condition: () => ({ all: [] }),
    'approval-condition': () => ({ all: [] }),
    'scope-condition': () => ({ all: [] }),
    'action-condition': () => ({ all: [] }),
    secret: () => ({}),
  };
}
