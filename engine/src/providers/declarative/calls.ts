import { randomUUID } from 'node:crypto';
import type { ProviderRequest } from '@pih/schemas';
import type { ConnectorDeps } from '../connector.ts';
import { credentialsOf, type Callee, type Credentials, type Manner } from '../credentials.ts';
import { createWire, WireFault, type WireAnswer } from '../wire.ts';
import { createAuth, CredentialsRefused, type Proof } from './auth/index.ts';
import { createDrafts } from './drafts.ts';
import type { Context, Mappings } from './mappings.ts';
import { sendable } from './sendable.ts';

/** A readable answer: `body` is what the JSON says, undefined where a failed call carries none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes one call of the document. @throws WireFault, CredentialsRefused, MappingFault, MissingValue, ProviderNotReady */
export type Call = (request: ProviderRequest, context: Context, key?: string) => Promise<Answer>;

export function createCall(document: Callee, declarative: Manner, deps: ConnectorDeps, mappings: Mappings): Call {
  const wire = createWire(deps);
  const draftOf = createDrafts(document, declarative, deps, mappings);
  const auth = createAuth(declarative.auth, {
    document,
    deps,
    wire,
    mappings,
    draft: draftOf,
    headers: (credentials: Credentials) =>
      mappings.headers(declarative.headers, {
        credentials,
        requestId: randomUUID(),
        now: deps.now().toISOString(),
      }),
  });

  return async (request, context, key) => {
    const credentials = await credentialsOf(document, deps);
    const draft = await draftOf(request, context, credentials, key);
    const send = (proof: Proof): Promise<WireAnswer> => {
      const body = proof.body ?? draft.body;
      const headers = sendable({ ...draft.headers, ...proof.headers });
      return wire({ method: draft.method, url: draft.url, headers, ...(body !== undefined && { body }) });
    };

    const proof = await auth.prove(draft, credentials);
    const answer = await send(proof);
    if (answer.status !== 401) return readAnswer(answer);
    // A token may have been withdrawn early; a fresh one is tried once. What was refused was not carried out.
    if (!auth.refused(proof)) throw new CredentialsRefused();
    const again = await send(await auth.prove(draft, credentials));
    if (again.status === 401) throw new CredentialsRefused();
    return readAnswer(again);
  };
}

function readAnswer({ status, headers, text }: WireAnswer): Answer {
  // Too many calls: this one was not looked at.
  if (status === 429) throw new WireFault('unreachable');
  // The provider's trouble, or a redirect: whether the call was carried out is anyone's guess.
  if (status >= 500 || (status >= 300 && status < 400)) throw new WireFault('unreadable_answer');
  const answer = { status, headers: Object.fromEntries(headers) };
  if (text === '') return { ...answer, body: null };
  try {
    return { ...answer, body: JSON.parse(text) as unknown };
  } catch (error) {
    if (status >= 400) return { ...answer, body: undefined }; // refused is refused, in whatever words
    throw new WireFault('unreadable_answer', error);
  }
}
