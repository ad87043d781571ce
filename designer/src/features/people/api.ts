import type {
  ApiKey,
  ApiKeyAnswer,
  DocumentList,
  Invitation,
  InvitationAnswer,
  InvitationRequest,
  Operator,
  OperatorChange,
  OperatorPermissions,
  OperatorSession,
  PermissionMatrix,
  SignInRecord,
} from '@pih/schemas/types';
import { http } from '../../api/index.ts';

interface List<Entry> {
  data: Entry[];
}
const dataOf = async <Entry>(answer: Promise<List<Entry>>): Promise<Entry[]> => (await answer).data;
const at = (id: string, rest = ''): string => `/v1/operators/${encodeURIComponent(id)}${rest}`;

export const readPeople = () => dataOf(http.get<List<Operator>>('/v1/operators'));
export const readPerson = (id: string) => http.get<Operator>(at(id));
export const changePerson = (id: string, change: OperatorChange) => http.patch<Operator>(at(id), { body: change });

/** What is done to somebody's access with a single press. */
export type Verb = 'disable' | 'enable' | 'unlock' | 'password-reset' | 'remove-second-factor';
export const doTo = (id: string, verb: Verb) => http.post<void>(at(id, `/${verb}`));

export const readSessions = (id: string) => dataOf(http.get<List<OperatorSession>>(at(id, '/sessions')));
export const endSession = (id: string, session: string) => http.delete<void>(at(id, `/sessions/${session}`));
export const endSessions = (id: string) => http.delete<void>(at(id, '/sessions'));
export const readSignIns = (id: string) => dataOf(http.get<List<SignInRecord>>(at(id, '/sign-ins')));
export const readPermissions = (id: string) => http.get<OperatorPermissions>(at(id, '/permissions'));
export const readMatrix = () => http.get<PermissionMatrix>('/v1/permissions');

export const readInvitations = () => dataOf(http.get<List<Invitation>>('/v1/invitations'));
export const invite = (request: InvitationRequest) => http.post<InvitationAnswer>('/v1/invitations', { body: request });
export const renewInvitation = (id: string) => http.post<InvitationAnswer>(`/v1/invitations/${id}/renew`);
export const withdrawInvitation = (id: string) => http.delete<void>(`/v1/invitations/${id}`);

export const readKeys = () => dataOf(http.get<List<ApiKey>>('/v1/api-keys'));
export const createKey = (name: string, roles: string[]) =>
  http.post<ApiKeyAnswer>('/v1/api-keys', { body: { name, roles } });
export const revokeKey = (id: string) => http.delete<void>(`/v1/api-keys/${id}`);

/** The roles that can be given: those that are published. */
export async function readRoles(): Promise<{ id: string; title: string }[]> {
  const { data } = await http.get<DocumentList>('/v1/config/role');
  return data.flatMap(({ id, title, revision, archived }) => (revision !== null && !archived ? [{ id, title }] : []));
}
