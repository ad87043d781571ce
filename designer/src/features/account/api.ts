import type { Account, OperatorSession, RecoveryCodes, SecondFactorOffer, SignInRecord } from '@pih/schemas/types';
import { http } from '../../api/index.ts';

interface List<Entry> {
  data: Entry[];
}
const dataOf = async <Entry>(answer: Promise<List<Entry>>): Promise<Entry[]> => (await answer).data;

export const readAccount = () => http.get<Account>('/v1/account');
export const rename = (name: string) => http.patch<Account>('/v1/account', { body: { name } });
export const changePassword = (current: string, password: string) =>
  http.put<void>('/v1/session/password', { body: { current, password } });

export const readOwnSessions = () => dataOf(http.get<List<OperatorSession>>('/v1/account/sessions'));
export const endOwnSession = (id: string) => http.delete<void>(`/v1/account/sessions/${id}`);
export const endOtherSessions = () => http.delete<void>('/v1/account/sessions');
export const readOwnSignIns = () => dataOf(http.get<List<SignInRecord>>('/v1/account/sign-ins'));

export const offerFactor = (password: string) =>
  http.post<SecondFactorOffer>('/v1/account/second-factor', { body: { password } });
export const confirmFactor = (code: string) =>
  http.post<RecoveryCodes>('/v1/account/second-factor/confirm', { body: { code } });
export const renewRecoveryCodes = (password: string) =>
  http.post<RecoveryCodes>('/v1/account/second-factor/recovery-codes', { body: { password } });
export const removeFactor = (password: string) =>
  http.post<void>('/v1/account/second-factor/remove', { body: { password } });
