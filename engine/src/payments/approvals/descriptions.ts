import { described, Forbidden } from '../../http/index.ts';
import { PaymentNotFound } from '../problems.ts';
import { ApprovalEnded, ApprovalNotFound, ApprovalNotYours } from './problems.ts';

const chapter = 'Payments';
const one = { path: { id: 'approvalId' }, chapter, success: { status: 200, body: 'approval' } } as const;
const problems = [ApprovalNotFound, PaymentNotFound, ApprovalEnded, ApprovalNotYours, Forbidden];

/** What the published API says of requests for a second person. */
export const aboutApprovals = {
  list: described({
    chapter,
    name: 'listApprovals',
    summary: 'List refunds, captures and cancelations that wait for a second person',
    more: 'Those about payments that you may read, latest first, with what you may do with each.',
    success: { status: 200, body: 'approval-list' },
  }),
  approve: described({
    ...one,
    name: 'approveAction',
    summary: 'Say yes to what somebody asked for',
    more: 'With the last yes that it needs it is done, in the name of whoever asked. It is judged again first.',
    problems,
  }),
  decline: described({ ...one, name: 'declineAction', summary: 'Say no to what somebody asked for', problems }),
  withdraw: described({ ...one, name: 'withdrawAction', summary: 'Take back what you asked for', problems }),
};
