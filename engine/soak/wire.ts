import type { CheckoutView, Payment } from '@pih/schemas';

/** The engine is gone: what was asked may or may not have been done. */
export class CutOff extends Error {
  override name = 'CutOff';
}

export interface Answered<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Asking {
  body?: unknown;
  /** Absent for what changes nothing. */
  key?: string;
  headers?: Record<string, string>;
}

/** The demo shop's key, as the seeds have it. */
const shopKey = 'pihk_demo_shop_of_the_sandbox_only';

/** Talks to an engine that may be killed at any moment. Counts what was cut off. */
export class Wire {
  readonly #url: string;
  asked = 0;
  cutOff = 0;
  #onAsk = new Set<() => void>();

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws CutOff when no whole answer came, or the engine is only just starting */
  async ask<Body>(method: string, path: string, { body, key, headers = {} }: Asking = {}): Promise<Answered<Body>> {
    this.asked++;
    for (const tell of this.#onAsk) tell();
    try {
      const answer = await fetch(this.#url + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(key !== undefined && { 'Idempotency-Key': key }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json');
      if (answer.status === 503) throw new CutOff('not ready');
      return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as Body };
    } catch (error) {
      this.cutOff++;
      throw error instanceof CutOff ? error : new CutOff(String(error), { cause: error });
    }
  }

  /** Resolves when so many more requests have been sent. */
  sent(more: number): Promise<void> {
    const goal = this.asked + more;
    return new Promise((resolve) => {
      const look = () => {
        if (this.asked < goal) return;
        this.#onAsk.delete(look);
        resolve();
      };
      this.#onAsk.add(look);
    });
  }

  /** As the demo shop's server. */
  asShop<Body = Payment>(method: string, path: string, asking: Asking = {}): Promise<Answered<Body>> {
    return this.ask(method, path, { ...asking, headers: { Authorization: `Bearer ${shopKey}`, ...asking.headers } });
  }

  /** As the shopper's browser. */
  checkout(token: string): Promise<Answered<CheckoutView>> {
    return this.ask('GET', `/v1/checkout/${token}`);
  }
}
