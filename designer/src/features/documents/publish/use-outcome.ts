import type { Publication } from '@pih/schemas/types';
import { useI18n } from 'vue-i18n';
import { useFormats } from '../../../formats/index.ts';
import { useToasts } from '../../../ui/index.ts';

/** Tells in passing what came of a publication, a roll back, an approval… */
export function useOutcome() {
  const { t } = useI18n();
  const { toast } = useToasts();
  const { dayAndTime } = useFormats();
  return ({ outcome, revision, release }: Publication, title: string): void => {
    const values = {
      title,
      revision: revision ?? release?.revision ?? '',
      percent: release?.percent ?? '',
      from: release?.from ? dayAndTime(release.from) : '',
    };
    const isWaiting = outcome === 'awaiting_approval' || outcome === 'scheduled';
    toast({
      tone: isWaiting ? 'info' : 'success',
      title: t(`documents.outcomes.${outcome}.title`, values),
      text: t(`documents.outcomes.${outcome}.text`, values),
    });
  };
}
