import { described, Forbidden } from '../../http/index.ts';
import {
  AlreadyInvited,
  EmailTaken,
  InvitationClosed,
  InvitationNotFound,
  LinkExpired,
  MaskNotGiven,
  PasswordTooCommon,
  PasswordTooShort,
  RoleUnknown,
  TooManyRequests,
} from '../problems.ts';

const chapter = 'Access';
const path = { id: 'invitationId' } as const;
const handing = [RoleUnknown, Forbidden, MaskNotGiven];

/** What the published API says of invitations and forgotten passwords. */
export const aboutLinks = {
  listInvitations: described({
    chapter,
    name: 'listInvitations',
    summary: 'List the invitations',
    success: { status: 200, body: 'invitation-list' },
  }),
  invite: described({
    chapter,
    name: 'inviteOperator',
    summary: 'Invite somebody to the console',
    more: 'They get a mail with a link that works once, for three days; the answer holds it too, for installations without mail.',
    success: { status: 201, body: 'invitation-answer' },
    problems: [...handing, EmailTaken, AlreadyInvited],
  }),
  renew: described({
    chapter,
    name: 'renewInvitation',
    summary: 'Send an invitation again; the earlier link stops working',
    path,
    success: { status: 200, body: 'invitation-answer' },
    problems: [...handing, InvitationNotFound, InvitationClosed, AlreadyInvited],
  }),
  withdraw: described({
    chapter,
    name: 'withdrawInvitation',
    summary: 'Take an invitation back',
    path,
    success: { status: 204 },
    problems: [InvitationNotFound, InvitationClosed],
  }),
  lookUp: described({
    chapter,
    name: 'lookUpInvitation',
    summary: 'What an invitation says to the invited',
    success: { status: 200, body: 'invitation-view' },
    problems: [LinkExpired, TooManyRequests],
  }),
  accept: described({
    chapter,
    name: 'acceptInvitation',
    summary: 'Accept an invitation and sign in',
    success: { status: 201, body: 'session' },
    problems: [LinkExpired, PasswordTooShort, PasswordTooCommon, EmailTaken, TooManyRequests],
  }),
  forgotten: described({
    chapter,
    name: 'askForNewPassword',
    summary: 'Ask for a mail to choose a new password',
    more: 'The answer is the same whether anybody has the e-mail or not.',
    success: { status: 204 },
    problems: [TooManyRequests],
  }),
  lookUpReset: described({
    chapter,
    name: 'lookUpPasswordReset',
    summary: 'For whom the link of a new password is',
    success: { status: 200, body: 'password-reset-view' },
    problems: [LinkExpired, TooManyRequests],
  }),
  reset: described({
    chapter,
    name: 'resetPassword',
    summary: 'Choose a new password by the link of a mail; all sessions end',
    success: { status: 204 },
    problems: [LinkExpired, PasswordTooShort, PasswordTooCommon, TooManyRequests],
  }),
};
