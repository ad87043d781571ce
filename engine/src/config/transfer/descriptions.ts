import { described } from '../../http/index.ts';
import { DocumentArchived } from '../problems.ts';
import { ImportNeedsApproval, ImportOvertaken, ImportRefused } from './problems.ts';

const chapter = 'Configuration';

/** What the published API says of each route. */
export const aboutTransfer = {
  export: described({
    chapter,
    name: 'exportConfiguration',
    summary: 'Every document that is live',
    more: 'As it can be imported elsewhere. Secrets are named, never told.',
    success: { status: 200, body: 'config-export' },
  }),
  import: described({
    chapter,
    name: 'importConfiguration',
    summary: 'Make documents live, all together or none',
    more: 'They are judged as the configuration would be with all of them in it, so their order does not matter. What they do not name stays as it is, and drafts stay. A dry run says what would change, keeps nothing, and takes only the permission to read. To change roles, settings, providers or channels takes the permission `config.administer` besides.',
    success: { status: 200, body: 'import-answer' },
    problems: [ImportRefused, ImportNeedsApproval, ImportOvertaken, DocumentArchived],
  }),
};
