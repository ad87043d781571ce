import { InvalidInput } from '@pih/schemas';
import { described, Forbidden } from '../http/index.ts';
import { TooManyJobs } from '../jobs/index.ts';
import { BulkPreviewNotFound, NothingToDo, TooManyPayments } from './problems.ts';

const chapter = 'Jobs';

/** What the published API says of bulk actions. */
export const aboutBulk = {
  preview: described({
    chapter,
    name: 'previewBulkAction',
    summary: 'See what one action would do for many payments',
    more:
      'Nothing is done yet. The answer names the sums, and the payments that the action is refused for. What is started ' +
      'later is exactly this: payments that the filters find only then are not among it, and the sums stay.',
    success: { status: 200, body: 'bulk-preview' },
    problems: [InvalidInput, TooManyPayments, Forbidden],
  }),
  start: described({
    chapter,
    name: 'startBulkAction',
    summary: 'Start an action for many payments',
    more:
      'Runs in the background, with the roles that you have at each moment. The same preview again is the same job. ' +
      'Needs the permission of the action.',
    success: { status: 202, body: 'job' },
    problems: [BulkPreviewNotFound, NothingToDo, TooManyJobs, Forbidden],
  }),
};
