import type { InvoiceSummary } from '@pih/schemas/types';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { problemOf, type AnsweredFile } from '../../api/index.ts';
import { useProblemWords } from '../../problems/index.ts';
import { useToasts } from '../../ui/index.ts';
import { readInvoicePdf } from './api.ts';

/** Hands a file to the browser to be saved. */
function save({ name, content }: AnsweredFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Downloads invoices as PDFs, and says why when the engine refuses. */
export function useInvoicePdf() {
  const { t } = useI18n();
  const { toast } = useToasts();
  const words = useProblemWords();
  /** The one that is on its way. */
  const fetching = ref<string>();

  async function download({ id, number }: InvoiceSummary, language?: InvoiceSummary['language']): Promise<void> {
    if (fetching.value) return;
    fetching.value = id;
    try {
      save(await readInvoicePdf(id, language));
      toast({ tone: 'success', title: t('invoices.downloaded', { number }) });
    } catch (error) {
      const problem = problemOf(error);
      toast({ tone: 'danger', title: words.title(problem), text: words.whatToDo(problem) });
    } finally {
      fetching.value = undefined;
    }
  }
  return { fetching, download };
}
