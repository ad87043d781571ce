import type {
  InvitationAcceptance,
  InvitationView,
  PasswordResetView,
  Session,
  SignIn,
  SignInChallenge,
} from '@pih/schemas/types';
import { http } from '../../api/index.ts';

export const signIn = (credentials: SignIn) =>
  http.post<Session | SignInChallenge>('/v1/session', { body: credentials });
export const proveSecondFactor = (challenge: string, code: string) =>
  http.post<Session>('/v1/session/second-factor', { body: { challenge, code } });

export const lookUpInvitation = (token: string) =>
  http.post<InvitationView>('/v1/invitations/look-up', { body: { token } });
export const acceptInvitation = (acceptance: InvitationAcceptance) =>
  http.post<Session>('/v1/invitations/accept', { body: acceptance });

export const askForNewPassword = (email: string, language: 'en' | 'it') =>
  http.post<void>('/v1/password-resets', { body: { email, language } });
export const lookUpReset = (token: string) =>
  http.post<PasswordResetView>('/v1/password-resets/look-up', { body: { token } });
export const resetPassword = (token: string, password: string) =>
  http.post<void>('/v1/password-resets/complete', { body: { token, password } });
export const readSession = () => http.get<Session>('/v1/session');
export const signOut = () => http.delete<void>('/v1/session');
