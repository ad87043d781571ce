import { useI18n } from 'vue-i18n';
import { useToasts } from '../../../ui/index.ts';
import type { DraftControl } from '../draft/draft-control.ts';

/** Takes the document out of the console as text: what somebody worked on is theirs, whatever became of the stored one. */
export function useCarryAway(draft: () => DraftControl) {
  const { t } = useI18n();
  const { toast } = useToasts();
  const text = (): string => `${JSON.stringify(draft().document.value, null, 2)}\n`;

  function download(): void {
    const address = URL.createObjectURL(new Blob([text()], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${draft().kind}-${draft().id}.json`;
    link.click();
    URL.revokeObjectURL(address);
  }

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text());
      toast({ tone: 'success', title: t('documents.copied') });
    } catch {
      // Browsers refuse the clipboard on plain HTTP beyond localhost; a file does the same.
      download();
    }
  }
  return { copy, download };
}
