import { problem } from '@pih/schemas';

export const ExportOutdated = problem({
  type: 'export-outdated',
  status: 403,
  title: 'Your roles have changed since the export began',
  detail: () => 'The file shows what your roles allowed then. Start the export again to see what they allow now.',
});
