import { InvalidInput } from '@pih/schemas';
import { DocumentNotFound, RevisionNotFound } from '../config/index.ts';
import { described, Forbidden } from '../http/index.ts';
import { BackTestNotFound, BackTestUnderWay, FlowNotSound, TooManyBackTests } from './problems.ts';

const chapter = 'Configuration';
const oneFlow = { chapter, path: { id: 'documentId' } } as const;
const oneBackTest = { chapter, path: { id: 'backTestId' } } as const;
const needsPayments = 'Needs the permission `payments.read` as well.';

/** What the published API says of each route of trials. */
export const aboutTrials = {
  simulate: described({
    chapter,
    name: 'simulateFlow',
    summary: 'Try a flow on a sample cart or a past payment, before it is live',
    more: 'Decides and explains as for a real payment, with the providers and the fallback that are live. Nothing is stored.',
    success: { status: 200, body: 'simulation' },
    problems: [FlowNotSound, InvalidInput, Forbidden],
  }),
  begin: described({
    ...oneFlow,
    name: 'startBackTest',
    summary: 'Run a flow over past payments',
    more: `A draft or a revision is run in the background over the payments of a period that this flow decided, with their stored facts. ${needsPayments}`,
    success: { status: 202, body: 'back-test' },
    problems: [FlowNotSound, InvalidInput, DocumentNotFound, RevisionNotFound, TooManyBackTests, Forbidden],
  }),
  list: described({
    ...oneFlow,
    name: 'listBackTests',
    summary: 'List the back-tests of a flow, newest first',
    more: needsPayments,
    success: { status: 200, body: 'back-test-list' },
    problems: [Forbidden],
  }),
  read: described({
    ...oneBackTest,
    name: 'getBackTest',
    summary: 'How far a back-test is, and what came of it',
    more: needsPayments,
    success: { status: 200, body: 'back-test' },
    problems: [BackTestNotFound, Forbidden],
  }),
  changes: described({
    ...oneBackTest,
    name: 'listBackTestChanges',
    summary: 'List the payments that would have been offered something else',
    more: needsPayments,
    success: { status: 200, body: 'back-test-changes' },
    problems: [BackTestNotFound, Forbidden],
  }),
  cancel: described({
    ...oneBackTest,
    name: 'cancelBackTest',
    summary: 'Cancel a back-test that waits or runs',
    more: `One that has ended stays as it is. ${needsPayments}`,
    success: { status: 200, body: 'back-test' },
    problems: [BackTestNotFound, Forbidden],
  }),
  beginAgain: described({
    ...oneBackTest,
    name: 'restartBackTest',
    summary: 'Run a back-test again from its beginning',
    more: `For one that was interrupted because its engine stopped, or that was canceled. ${needsPayments}`,
    success: { status: 202, body: 'back-test' },
    problems: [BackTestNotFound, BackTestUnderWay, TooManyBackTests, Forbidden],
  }),
};
