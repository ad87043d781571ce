import { setTimeout as pause } from 'node:timers/promises';
import type { InvoiceList, InvoiceSummary, Payment, PaymentList } from '@pih/schemas';
import { halfApplied, lostOrDoubled } from './checks.ts';
import { numbersWrong, sumsWrong } from './invoices.ts';
import type { Story } from './story.ts';
import type { Wire } from './wire.ts';

/** How many payments are read at once. */
const atOnce = 25;

/** Compares what the engine has with what it acknowledged. */
export class Witness {
  readonly #wire: Wire;
  /** Whatever was lost, doubled or half-applied, or answered as nothing should be. */
  readonly wrong: string[] = [];
  /** How many requests were repeated. */
  repeats = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Reads what was acknowledged, and notes what is wrong with it. */
  async read(stories: readonly Story[]): Promise<Payment[]> {
    const found: (Payment | undefined)[] = [];
    for (let at = 0; at < stories.length; at += atOnce)
      found.push(...(await Promise.all(stories.slice(at, at + atOnce).map((story) => this.#readOne(story)))));
    return found.filter((payment) => payment !== undefined);
  }

  async #readOne(story: Story): Promise<Payment | undefined> {
    if (!story.payment) return undefined;
    const answer = await this.#wire.asShop('GET', `/v1/payments/${story.payment.id}`);
    if (answer.status !== 200) {
      this.wrong.push(`${story.payment.id} was acknowledged and is answered ${answer.status}`);
      return undefined;
    }
    this.wrong.push(...halfApplied(answer.body), ...lostOrDoubled(story, answer.body));
    return answer.body;
  }

  /** Asks again for what was acknowledged: the same key has the same answer. */
  async repeat(stories: readonly Story[]): Promise<void> {
    for (const { payment, key, order, refunds } of stories) {
      if (!payment) continue;
      this.repeats++;
      const again = await this.#wire.asShop('POST', '/v1/payments', { body: order, key });
      if (again.status !== 201 || again.body.id !== payment.id)
        this.wrong.push(`${payment.id}: ${key} repeated is answered ${again.status} ${again.body.id}`);
      for (const { key, amount, acknowledged } of refunds) {
        if (!acknowledged) continue;
        this.repeats++;
        const body = { amount: { amount, currency: 'EUR' }, reason: key };
        const refunded = await this.#wire.asShop('POST', `/v1/payments/${payment.id}/refunds`, { body, key });
        const made = refunded.body.refunds?.filter(({ reason }) => reason === key) ?? [];
        if (refunded.status !== 201 || made.length !== 1 || made[0]?.id !== acknowledged)
          this.wrong.push(`${payment.id}: ${key} repeated is answered ${refunded.status}, with ${made.length} refunds`);
      }
    }
  }

  /** Payments that nobody was told of, or that exist twice for one order. */
  async findStrangers(stories: readonly Story[]): Promise<void> {
    const known = new Set(stories.map(({ payment }) => payment?.id));
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${cursor}`;
      const { body } = await this.#wire.asShop<PaymentList>('GET', `/v1/payments?limit=100${query}`);
      for (const { id, reference } of body.data)
        if (!known.has(id)) this.wrong.push(`${id}: nobody knows of it; its order is ${reference}`);
      cursor = body.nextCursor;
    }
  }

  /**
   * Reads all invoices, and notes what is wrong with their numbers.
   * @returns them
   */
  async readInvoices(stories: readonly Story[]): Promise<InvoiceSummary[]> {
    const invoices: InvoiceSummary[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${cursor}`;
      const { body } = await this.#wire.asShop<InvoiceList>('GET', `/v1/invoices?limit=100${query}`);
      invoices.push(...body.data);
      cursor = body.nextCursor;
    }
    this.wrong.push(...numbersWrong(stories, invoices));
    return invoices;
  }

  /** Once everything has come to its end: invoices and credit notes say what became of the money. */
  async checkInvoices(stories: readonly Story[], payments: readonly Payment[], enough: AbortSignal): Promise<number> {
    const invoices = await this.readInvoices(stories);
    const wrong = sumsWrong(payments, invoices);
    // Credit notes follow from refunds soon after, not at once.
    if (wrong.length > 0 && !enough.aborted) {
      await pause(500);
      return this.checkInvoices(stories, payments, enough);
    }
    this.wrong.push(...wrong);
    return invoices.length;
  }
}
