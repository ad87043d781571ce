import type { Credentials } from '../../credentials.ts';
import type { Draft } from '../drafts.ts';

/** The provider does not accept the credentials. */
export class CredentialsRefused extends Error {
  constructor() {
    super('The provider does not accept the credentials.');
    this.name = 'CredentialsRefused';
  }
}

/** What proves who is calling: headers in lower case, and the body where the proof stands in it. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Auth {
  /**
   * Proves who makes this call, over exactly the text that will be sent.
   * @throws CredentialsRefused, WireFault when a token cannot be had; ProviderNotReady for a key of the wrong form
   */
  prove(draft: Draft, credentials: Credentials): Promise<Proof>;
  /** The provider refused this proof. Answers whether asking for a new one makes sense. */
  refused(proof: Proof): boolean;
}
