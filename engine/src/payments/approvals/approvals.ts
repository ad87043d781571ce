import type { Intention, Viewer } from '../../http/index.ts';
import { asJob } from '../../request-scope.ts';
import type { Effect } from '../effects/index.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { approve, decline, withdraw, type Answer } from './answer.ts';
import { act, needed, type Done } from './ask.ts';
import { settle } from './carry-out.ts';
import type { ApprovalDesk } from './desk.ts';
import type { ActionName, ApprovalModels, Requests, StoredApproval } from './model.ts';
import { ApprovalRequests } from './requests.ts';
import { Turns } from '../record/turns.ts';
import { Tally } from './tally.ts';

export interface ApprovalDependencies extends Pick<ApprovalDesk, 'deps' | 'viewerOf' | 'makersOf'> {
  models: ApprovalModels;
}

type Do<Name extends ActionName> = (
  viewer: Viewer,
  id: string,
  request: Requests[Name],
  intention: Intention,
  actor: Actor,
) => Promise<Done>;

/** How often what a crash or a silent provider left is looked for. */
const sweepMs = 5_000;

/**
 * Refunds, captures and cancelations, with the rules of the merchant about a second person: what meets none is done at
 * once, what meets one is stored as a request and done once it has its approvals, in the name of whoever asked.
 */
export class ActionApprovals {
  readonly desk: ApprovalDesk;
  readonly #models: ApprovalModels;
  #timer: NodeJS.Timeout | undefined;

  constructor({ deps, models, viewerOf, makersOf }: ApprovalDependencies) {
    this.#models = models;
    this.desk = {
      ...{ deps, viewerOf, makersOf },
      requests: new ApprovalRequests(models, deps.now),
      tally: new Tally(models.tallies, deps.now, () => deps.live().settings.timeZone),
      turns: new Turns(),
    };
  }

  /** Gives money back, or asks a second person. @throws what refundPayment throws, Forbidden */
  readonly refund: Do<'refund'> = (viewer, id, request, intention, actor) =>
    act(this.desk, 'refund', { viewer, id, request, intention, actor });

  /** Takes held money, or asks a second person. @throws what capturePayment throws, Forbidden */
  readonly capture: Do<'capture'> = (viewer, id, request, intention, actor) =>
    act(this.desk, 'capture', { viewer, id, request, intention, actor });

  /** Ends a payment, or asks a second person. @throws what cancelPayment throws, Forbidden */
  readonly cancel: Do<'cancel'> = (viewer, id, request, intention, actor) =>
    act(this.desk, 'cancel', { viewer, id, request, intention, actor });

  /** As `needed` of ask.ts. */
  needed<Name extends ActionName>(
    actor: Actor,
    action: Name,
    payment: StoredPayment,
    request: Requests[Name],
    ahead = 0,
  ): Promise<string[]> {
    return needed(this.desk, actor, action, payment, request, ahead);
  }

  approve = (answer: Answer): Promise<StoredApproval> => approve(this.desk, answer);
  decline = (answer: Answer): Promise<StoredApproval> => decline(this.desk, answer);
  withdraw = (answer: Answer): Promise<StoredApproval> => withdraw(this.desk, answer);

  /** What has to follow from events of payments for this room. */
  effect(): Effect {
    return this.desk.tally.effect();
  }

  async prepare(): Promise<void> {
    await Promise.all(Object.values(this.#models).map((model) => model.createIndexes()));
  }

  start(): void {
    const { now, log } = this.desk.deps;
    const look = () =>
      void asJob(now(), () => this.sweep()).catch((error: unknown) =>
        log.warn({ err: error }, 'could not go on with approved actions'),
      );
    this.#timer = setInterval(look, sweepMs).unref();
    look();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Goes on with what crashes, and providers that did not answer, have left. Runs by itself once started. */
  async sweep(): Promise<void> {
    const { requests } = this.desk;
    for (let next = await requests.takeDue(); next; next = await requests.takeDue()) await settle(this.desk, next);
  }
}
