import { newId, type Money } from '@pih/schemas';
import type { Intention, Viewer } from '../../http/index.ts';
import { isForgotten, refuseOther } from '../record/keys.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import type { Permit } from '../actions/refund-changes.ts';
import { permitFor } from '../sight/visible.ts';
import { actions } from './actions.ts';
import { settle, untally } from './carry-out.ts';
import { isCallerType, isCounted, reasonOf, remark, type ApprovalDesk } from './desk.ts';
import type { ActionName, Requests, StoredApproval } from './model.ts';
import { needsOf, rulesFor, type Needs } from './rules.ts';

/** What became of an action: it was done, or it waits for a second person. */
export type Done = { payment: StoredPayment } | { approval: { id: string; stored: StoredApproval } };

/** Somebody's intention to do something with a payment. */
export interface Acting<Request> {
  viewer: Viewer;
  id: string;
  request: Request;
  intention: Intention;
  actor: Actor;
}

/** Since an action was judged, its person has asked back more: together it needs a second person. */
class NotFreeAnyMore extends Error {}

const waits = (stored: StoredApproval): Done => ({ approval: { id: stored._id, stored } });

/** Does something, or stores the request for it when a rule asks for a second person. The same intention comes to the same. */
export async function act<Name extends ActionName>(
  desk: ApprovalDesk,
  action: Name,
  asked: Acting<Requests[Name]>,
): Promise<Done> {
  const { id, intention, actor } = asked;
  const known = await earlier(desk, intention);
  if (known) return waits(known);
  const payment = await desk.deps.payments.get(id);
  const isRepeat = actions[action].isBegun(payment, intention, desk.deps.now());
  if (isRepeat || !isCallerType(actor.type)) return { payment: await carryOut(desk, action, asked) };
  try {
    const { needs, amount, mustBeFree } = await counted(desk, action, payment, asked);
    if (needs.rules.length === 0) return { payment: await carryOut(desk, action, asked, mustBeFree) };
    return waits(await ask(desk, action, payment, asked, needs, amount));
  } catch (error) {
    await untally(desk, action, id, intention.key);
    if (error instanceof NotFreeAnyMore) return act(desk, action, asked);
    throw error;
  }
}

/**
 * Which rules ask for a second person, by their titles; none when it would be done at once.
 * @param ahead how many refunds of the same person are made at once before it, in the same batch
 */
export async function needed<Name extends ActionName>(
  { deps, tally }: ApprovalDesk,
  actor: Actor,
  action: Name,
  payment: StoredPayment,
  request: Requests[Name],
  ahead: number,
): Promise<string[]> {
  const rules = rulesFor(deps.live().settings, action);
  if (rules.length === 0) return [];
  const amount = actions[action].sumOf(payment, request, deps.now());
  const more = action === 'refund' ? ahead + 1 : 0;
  const todayByPerson = actor.type === 'operator' ? (await tally.todayBy(actor)) + more : undefined;
  return needsOf(rules, { action, actor, payment, amount, reason: reasonOf(request), todayByPerson }).rules;
}

/** What an intention asked for before, as long as its key stands for it. @throws IdempotencyKeyReused */
async function earlier({ requests, deps }: ApprovalDesk, intention: Intention): Promise<StoredApproval | undefined> {
  const known = await requests.ofIntention(intention.key);
  if (!known) return undefined;
  if (isForgotten(known.askedAt, deps.now())) {
    await requests.setAside(known);
    return undefined;
  }
  refuseOther(known.intention, intention);
  return known;
}

/**
 * Judges an action. What its person does at the same time is judged one after the other, so that of five refunds at once just
 * those are counted that are made: the first three are not held up by two that wait for a second person. Between nodes each
 * sees the others, so that it is rather one too many that waits.
 */
function counted<Name extends ActionName>(
  desk: ApprovalDesk,
  action: Name,
  payment: StoredPayment,
  asked: Acting<Requests[Name]>,
): ReturnType<typeof judged> {
  const { actor, intention } = asked;
  if (!isCounted(action, actor)) return judged(desk, action, payment, asked);
  return desk.turns.take(actor.id ?? '', async () => {
    await desk.tally.add(actor, intention.key);
    const judgement = await judged(desk, action, payment, asked);
    if (judgement.needs.rules.length > 0) await desk.tally.remove(intention.key);
    return judgement;
  });
}

interface Judgement {
  needs: Needs;
  amount: Money;
  /** Judges it again at the moment when its sum is set aside. @throws NotFreeAnyMore */
  mustBeFree: Permit;
}

async function judged<Name extends ActionName>(
  { deps, tally }: ApprovalDesk,
  action: Name,
  payment: StoredPayment,
  { viewer, request, actor }: Acting<Requests[Name]>,
): Promise<Judgement> {
  const rules = rulesFor(deps.live().settings, action);
  if (rules.length === 0)
    return { needs: { rules: [], approvers: 0 }, amount: payment.total, mustBeFree: () => undefined };
  const amount = actions[action].sumOf(payment, request, deps.now());
  (await permitFor(viewer, actions[action].permission))(payment, amount);
  const todayByPerson = actor.type === 'operator' ? await tally.todayBy(actor) : undefined;
  const about = { action, actor, reason: reasonOf(request), todayByPerson };
  const needs = (current: StoredPayment, sum: Money) => needsOf(rules, { ...about, payment: current, amount: sum });
  return {
    needs: needs(payment, amount),
    amount,
    mustBeFree: (current, sum) => {
      if (needs(current, sum).rules.length > 0) throw new NotFreeAnyMore();
    },
  };
}

async function carryOut<Name extends ActionName>(
  { deps }: ApprovalDesk,
  action: Name,
  { viewer, id, request, intention, actor }: Acting<Requests[Name]>,
  mustBeFree?: Permit,
): Promise<StoredPayment> {
  const mayDo = await permitFor(viewer, actions[action].permission);
  const permit: Permit = (payment, amount, attempt) => {
    mayDo(payment, amount, attempt);
    mustBeFree?.(payment, amount);
  };
  return actions[action].carryOut(deps, id, request, intention, actor, permit);
}

async function ask<Name extends ActionName>(
  desk: ApprovalDesk,
  action: Name,
  payment: StoredPayment,
  { request, intention, actor }: Acting<Requests[Name]>,
  { rules, approvers }: Needs,
  amount: Money,
): Promise<StoredApproval> {
  const now = desk.deps.now();
  const id = newId('approval', now);
  const reason = reasonOf(request);
  const about = { ...(reason && { reason }), rules };
  const stored = await desk.requests.insert({
    ...{ _id: id, version: 1, state: 'waiting', action, intention, amount, approvers, approvals: [] },
    payment: payment._id,
    reference: payment.reference,
    brand: payment.brand,
    request: actions[action].exactly(request, amount),
    ...about,
    askedBy: actor,
    askedAt: now,
    unsaid: [remark('approval.requested', actor, { _id: id, action, amount }, about)],
    dueAt: now,
  });
  await settle(desk, stored);
  return desk.requests.get(stored._id);
}
