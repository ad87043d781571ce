import type { Checkout } from '@pih/schemas';
import { Surprise } from './story.ts';
import type { Wire } from './wire.ts';

/** What was acknowledged: the revision's number and the note that names it. */
export interface Published {
  revision: number;
  note: string;
}

interface DocumentView {
  published: { revision: number; document: Checkout };
  draft: { version: number } | null;
}

/** The demo administrator, as the seeds have it. */
const administrator = { email: 'giulia@demo.example', password: 'demo-giulia' };
const address = '/v1/config/checkout/nordlicht';

/** An operator who publishes one revision of a document after the other. */
export class Publisher {
  readonly #wire: Wire;
  readonly published: Published[] = [];
  #headers: Record<string, string> | undefined;
  #count = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** @throws CutOff, Surprise */
  async publishOne(): Promise<void> {
    const headers = (this.#headers ??= await this.#signIn());
    const seen = await this.#wire.ask<DocumentView>('GET', address, { headers });
    if (seen.status !== 200) throw new Surprise('Reading a document', seen);
    const { published, draft } = seen.body;
    const note = `Soak ${++this.#count}`;
    const saved = await this.#wire.ask<{ version: number }>('PUT', `${address}/draft`, {
      headers,
      body: { document: { ...published.document, title: note }, version: draft?.version ?? 0 },
    });
    if (saved.status !== 200) throw new Surprise('Saving a draft', saved);
    const answer = await this.#wire.ask<Published>('POST', `${address}/publish`, {
      headers,
      body: { version: saved.body.version, note },
    });
    if (answer.status !== 200) throw new Surprise('Publishing', answer);
    this.published.push({ revision: answer.body.revision, note });
  }

  /**
   * Compares what the engine has with what was acknowledged.
   * @returns what is wrong: revisions that are missing, doubled or half published
   */
  async check(): Promise<string[]> {
    const headers = (this.#headers ??= await this.#signIn());
    const { body } = await this.#wire.ask<{ data: Published[] }>('GET', `${address}/revisions`, { headers });
    const { body: view } = await this.#wire.ask<DocumentView>('GET', address, { headers });
    const numbers = body.data.map(({ revision }) => revision);
    const notes = new Map(body.data.map(({ revision, note }) => [revision, note]));
    const newest = body.data[0];
    return [
      ...numbers.flatMap((number, index) =>
        number === numbers.length - index ? [] : [`revision ${number} stands where ${numbers.length - index} belongs`],
      ),
      ...this.published.flatMap(({ revision, note }) =>
        notes.get(revision) === note
          ? []
          : [`revision ${revision} "${note}" was acknowledged and is "${notes.get(revision)}"`],
      ),
      ...(newest && newest.revision > 1 && view.published.document.title !== newest.note
        ? [`revision ${newest.revision} "${newest.note}" is live with "${view.published.document.title}"`]
        : []),
      ...(newest && newest.revision !== view.published.revision
        ? [`revision ${view.published.revision} is live, the newest is ${newest.revision}`]
        : []),
    ];
  }

  async #signIn(): Promise<Record<string, string>> {
    const answer = await this.#wire.ask<{ csrfToken: string }>('POST', '/v1/session', { body: administrator });
    if (answer.status !== 200) throw new Surprise('Signing in', answer);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { Cookie: cookie, 'X-CSRF-Token': answer.body.csrfToken };
  }
}
