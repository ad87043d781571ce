import type { Job } from '@pih/schemas/types';
import { useI18n } from 'vue-i18n';

/** What the title of a job is made of. */
export interface NamedJob {
  bulk?: Pick<NonNullable<Job['bulk']>, 'action' | 'payments'>;
  export?: Pick<NonNullable<Job['export']>, 'format'>;
}

/** What a job does, in the reader's words. */
export function useJobWords() {
  const { t, n } = useI18n();
  return {
    /** "Refund of 23 payments", "Export as XLSX". */
    title: ({ bulk, export: file }: NamedJob): string => {
      if (bulk) return t(`jobs.titles.${bulk.action}`, { count: n(bulk.payments) }, bulk.payments);
      return t('jobs.titles.export', { format: (file?.format ?? 'csv').toUpperCase() });
    },
    /** "120 of 500 payments, 3 failed". */
    progress: ({ progress: { done, total, failed, isEstimate } }: Job): string => {
      const figures = { done: n(done), total: n(total) };
      const far = t(isEstimate ? 'jobs.progress.about' : 'jobs.progress.of', figures);
      return failed ? `${far}, ${t('jobs.progress.failed', { count: n(failed) }, failed)}` : far;
    },
  };
}
