import type { Publication } from '@pih/schemas/types';
import { useI18n } from 'vue-i18n';
import { useFormats } from '../../../formats/index.ts';
import { useToasts } from '../../../ui/index.ts';

/**
 * Tells in passing what came of a publication, a roll back, an approval…; `isUnused` of a flow that no checkout goes by.
 */
export function useOutcome() {
  const { t } = useI18n();
  const { toast } = useToasts();
  const { dayAndTime } = useFormats();
  return ({ outcome, revision, release }: Publication, title: string, { isUnused = false } = {}): void => {
    const values = {
      title,
      revision: revision ?? release?.revision ?? '',
      percent: release?.percent ?? '',
      from: release?.from ? dayAndTime(release.from) : '',
    };
    // What nobody uses is published and yet not in use.
    const words = outcome === 'published' && isUnused ? 'unused' : outcome;
    const isWaiting = outcome === 'awaiting_approval' || outcome === 'scheduled';
    toast({
      tone: isWaiting || words === 'unused' ? 'info' : 'success',
      title: t(`documents.outcomes.${words}.title`, values),
      text: t(`documents.outcomes.${words}.text`, values),
    });
  };
}
