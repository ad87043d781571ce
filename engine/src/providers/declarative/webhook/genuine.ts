import type { Provider, ProviderVerify } from '@pih/schemas';
import type { ConnectorDeps } from '../../connector.ts';
import { credential, credentialsOf } from '../../credentials.ts';
import { wrongCredential, WrongKey } from '../keys.ts';
import type { Received } from './received.ts';

export type WebhookDocument = NonNullable<NonNullable<Provider['declarative']>['webhook']>;
export type VerifyOf<Type extends ProviderVerify['type']> = Extract<ProviderVerify, { type: Type }>;

/** What verification found beyond "genuine". */
export interface Genuine {
  /** The claims of a token. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Genuine only if the attempt remembers this value. */
  readonly proof?: { readonly memory: string; readonly value: string };
}

/**
 * Whether news is genuine; undefined when it is not.
 * @throws WebhookNotChecked when nobody can say now
 */
export type Check = (received: Received) => Promise<Genuine | undefined>;

/** What checks work with. */
export interface CheckNeeds {
  readonly document: Provider;
  readonly deps: ConnectorDeps;
}

/** The value of one credential as it is now. @throws ProviderNotReady */
export const valueOf = async ({ document, deps }: CheckNeeds, name: string): Promise<string> =>
  credential(document, await credentialsOf(document, deps), name);

/**
 * A key made from a credential.
 * @throws ProviderNotReady when its value has the wrong form
 */
export async function keyFrom<Key>(needs: CheckNeeds, name: string, make: (text: string) => Key): Promise<Key> {
  const text = await valueOf(needs, name);
  try {
    return make(text);
  } catch (fault) {
    throw fault instanceof WrongKey ? wrongCredential(needs.document, name, fault) : fault;
  }
}
