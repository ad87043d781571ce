import type { DocumentList, Kind, SecretList } from '@pih/schemas/types';
import { http } from '../api/index.ts';

export const readDocuments = (kind: Kind) => http.get<DocumentList>(`/v1/config/${kind}`);
export const readSecrets = () => http.get<SecretList>('/v1/secrets');
export const writeSecret = (name: string, value: string) => http.put<void>(`/v1/secrets/${name}`, { body: { value } });
