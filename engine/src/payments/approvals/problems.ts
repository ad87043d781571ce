import { problem } from '@pih/schemas';

export const ApprovalNotFound = problem<{ id: string }>({
  type: 'approval-not-found',
  status: 404,
  title: 'This request does not exist',
  detail: ({ id }) => `There is no request "${id.slice(0, 60)}". GET /v1/approvals lists those there are.`,
});

export const ApprovalEnded = problem<{ id: string; state: string }>({
  type: 'approval-ended',
  status: 409,
  title: 'This request has been answered already',
  detail: ({ state }) => `It is ${state}. Load the list again to see who answered it.`,
});

const whyNot = {
  asked: 'You asked for it yourself. Another person has to decide.',
  made: 'Whoever asked has made your access, or you have made theirs. Somebody independent has to decide.',
  twice: 'You have said yes to it already. Another person has to say yes as well.',
  limit:
    'Your roles do not reach so far: whoever approves an action must be allowed to do it. Ask somebody whose roles allow more.',
  api_key: 'Systems do not approve what people or systems ask for. Sign in to the console to decide.',
  not_asked: 'Only whoever asked for it can take it back. Decline it instead.',
};

export const ApprovalNotYours = problem<{ because: keyof typeof whyNot }>({
  type: 'approval-not-yours',
  status: 403,
  title: 'You cannot decide this request',
  detail: ({ because }) => whyNot[because],
});

export const AskerGone = problem({
  type: 'asker-gone',
  status: 409,
  title: 'Whoever asked for it has no access any more',
  detail: () => 'It is done in their name, so it cannot be done now. Do it yourself if it is still right.',
});
