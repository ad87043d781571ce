import type { Connection, Model } from 'mongoose';
import { apiKeySchema, type StoredApiKey } from './api-key.ts';
import { invitationSchema, type StoredInvitation } from './invitation.ts';
import { operatorSchema, type StoredOperator } from './operator.ts';
import { resetSchema, type StoredReset } from './reset.ts';
import { sessionSchema, type StoredSession } from './session.ts';
import {
  attemptsSchema,
  challengeSchema,
  signInSchema,
  type StoredAttempts,
  type StoredChallenge,
  type StoredSignIn,
} from './sign-in.ts';

/** Every collection of this room. */
export interface AccessModels {
  operators: Model<StoredOperator>;
  sessions: Model<StoredSession>;
  apiKeys: Model<StoredApiKey>;
  attempts: Model<StoredAttempts>;
  challenges: Model<StoredChallenge>;
  signIns: Model<StoredSignIn>;
  invitations: Model<StoredInvitation>;
  resets: Model<StoredReset>;
}

export const accessModels = (connection: Connection): AccessModels => ({
  operators: connection.model<StoredOperator>('Operator', operatorSchema),
  sessions: connection.model<StoredSession>('Session', sessionSchema),
  apiKeys: connection.model<StoredApiKey>('ApiKey', apiKeySchema),
  attempts: connection.model<StoredAttempts>('SignInAttempts', attemptsSchema),
  challenges: connection.model<StoredChallenge>('SignInChallenge', challengeSchema),
  signIns: connection.model<StoredSignIn>('SignIn', signInSchema),
  invitations: connection.model<StoredInvitation>('Invitation', invitationSchema),
  resets: connection.model<StoredReset>('PasswordReset', resetSchema),
});
