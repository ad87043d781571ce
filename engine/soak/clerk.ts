import type { ApiKeyList, PaymentView, PaymentViewList } from '@pih/schemas';
import { Surprise } from './story.ts';
import type { Answered, Wire } from './wire.ts';

/** Something that somebody did and the engine has acknowledged: the audit trail must have it, once. */
export interface Acknowledged {
  action: string;
  target: string;
}

/** The second demo administrator, as the seeds have it. */
const administrator = { email: 'elena@demo.example', password: 'demo-elena' };

/** After so many rounds of work the desk is tidied. */
const tidiesEvery = 5;

/** An operator who makes and revokes API keys, and shares views and takes them back. */
export class Clerk {
  readonly #wire: Wire;
  readonly acknowledged: Acknowledged[] = [];
  #headers: Record<string, string> | undefined;
  #count = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** @throws CutOff, Surprise */
  async workOne(): Promise<void> {
    this.#count += 1;
    const name = `Soak ${this.#count}`;
    const key = await this.#ask<{ id: string }>('POST', '/v1/api-keys', 201, { name, roles: ['viewer'] });
    this.#acknowledge('api_key.created', key.id);
    if (this.#count % 3 === 0) {
      await this.#ask('DELETE', `/v1/api-keys/${key.id}`, 204);
      this.#acknowledge('api_key.revoked', key.id);
    }
    const body = { name, isShared: true, query: { state: ['paid'] }, columns: ['reference', 'total'] };
    const view = await this.#ask<PaymentView>('POST', '/v1/payment-views', 201, body);
    this.#acknowledge('view.shared', view.id);
    await this.#takeBack(view);
    if (this.#count % tidiesEvery === 0) await this.#tidy();
  }

  async #takeBack({ id }: Pick<PaymentView, 'id'>): Promise<void> {
    await this.#ask('DELETE', `/v1/payment-views/${id}`, 204);
    this.#acknowledge('view.unshared', id);
  }

  /** One may have so many views and no more, and a kill keeps some from being taken back. */
  async #tidy(): Promise<void> {
    const { data } = await this.#ask<PaymentViewList>('GET', '/v1/payment-views', 200);
    for (const view of data.filter(({ name }) => name.startsWith('Soak '))) await this.#takeBack(view);
  }

  /** What is there now and must have been told, whether it was acknowledged or not. */
  async standing(): Promise<Acknowledged[]> {
    const keys = await this.#ask<ApiKeyList>('GET', '/v1/api-keys', 200);
    return keys.data
      .filter(({ name }) => name.startsWith('Soak '))
      .map(({ id }) => ({ action: 'api_key.created', target: id }));
  }

  /** Asks as an operator who may do everything. @throws CutOff, Surprise */
  async #ask<Body>(method: string, path: string, wanted: number, body?: unknown): Promise<Body> {
    const headers = (this.#headers ??= await this.#signIn());
    const answer = await this.#wire.ask<Body>(method, path, { headers, ...(body !== undefined && { body }) });
    if (answer.status !== wanted) throw new Surprise(`${method} ${path}`, answer as Answered<unknown>);
    return answer.body;
  }

  /** Reads something of the audit trail. @throws CutOff, Surprise */
  read<Body>(path: string): Promise<Body> {
    return this.#ask<Body>('GET', path, 200);
  }

  #acknowledge(action: string, target: string): void {
    this.acknowledged.push({ action, target });
  }

  async #signIn(): Promise<Record<string, string>> {
    const answer = await this.#wire.ask<{ csrfToken: string }>('POST', '/v1/session', { body: administrator });
    if (answer.status !== 200) throw new Surprise('Signing in', answer);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { Cookie: cookie, 'X-CSRF-Token': answer.body.csrfToken };
  }
}
