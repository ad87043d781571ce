import type { Session, SignIn } from '@pih/schemas/types';
import { http } from '../../api/index.ts';

export const signIn = (credentials: SignIn) => http.post<Session>('/v1/session', { body: credentials });
export const readSession = () => http.get<Session>('/v1/session');
export const signOut = () => http.delete<void>('/v1/session');
