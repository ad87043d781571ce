import { problemBase, ProblemError } from '@pih/schemas';
import { OutcomeUnknown, PaymentChanged } from '../problems.ts';
import { permitFor } from '../sight/visible.ts';
import { actions } from './actions.ts';
import { isCallerType, isCounted, remark, type ApprovalDesk } from './desk.ts';
import type { ActionName, Requests, StoredApproval, Unsaid } from './model.ts';
import { AskerGone } from './problems.ts';
import type { Changed } from './requests.ts';

/** Afterwards a person has to look: the provider has not answered for an hour and more. */
const mostTries = 200;

/**
 * Does what is to be done about a request: tells the payment's history what happened to it, and carries it out once it is
 * approved. As often as one likes it comes to the same, so a crash at any point is made good by doing it again.
 */
export async function settle(desk: ApprovalDesk, approval: StoredApproval): Promise<void> {
  for (const unsaid of approval.unsaid ?? []) await say(desk, approval, unsaid);
  if (approval.state !== 'approved') return desk.requests.rest(approval);
  const ended = await carriedOut(desk, approval);
  if (!ended) return;
  const next = await desk.requests.change(approval._id, async ({ state }) =>
    state === 'approved' ? ended : undefined,
  );
  if (next.state !== 'approved') await settle(desk, next);
}

async function say(
  { deps }: ApprovalDesk,
  { _id, payment }: StoredApproval,
  { type, actor, data }: Unsaid,
): Promise<void> {
  await deps.payments.change(payment, actor, ({ events }) => {
    const isSaid = events.some(
      (event) => event.type === type && event.data?.['approval'] === _id && event.actor.id === actor.id,
    );
    return isSaid ? undefined : { events: [{ type, data }], set: {} };
  });
}

/** @returns how it ended; undefined when it has to be tried again */
async function carriedOut(desk: ApprovalDesk, approval: StoredApproval): Promise<Changed | undefined> {
  const endedAt = desk.deps.now();
  try {
    await carryOutApproved(desk, approval);
    return { state: 'done', endedAt };
  } catch (error) {
    const { _id, tries = 0 } = approval;
    const isOpen =
      !(error instanceof ProblemError) || error instanceof OutcomeUnknown || error instanceof PaymentChanged;
    if (isOpen && tries < mostTries) {
      desk.deps.log.warn({ err: error, approval: _id }, 'an approved action has to be tried again');
      await desk.requests.change(_id, async ({ state }) => (state === 'approved' ? { tries: tries + 1 } : undefined));
      return undefined;
    }
    const because = becauseOf(error);
    const failed = remark('approval.failed', { type: 'system' }, approval, { because: because.title });
    return { state: 'failed', endedAt, because, say: failed };
  }
}

/** It is judged again: whoever asked must still be allowed to do it, and it must still be possible. */
async function carryOutApproved(
  desk: ApprovalDesk,
  { _id: key, action, payment: id, request, amount, askedBy }: StoredApproval,
): Promise<void> {
  const payment = await desk.deps.payments.get(id);
  if (actions[action].isDone(payment, key)) return;
  const { type, id: asker } = askedBy;
  const viewer = isCallerType(type) && asker ? await desk.viewerOf({ type, id: asker }) : undefined;
  if (!viewer) throw new AskerGone({});
  const permit = await permitFor(viewer, actions[action].permission);
  permit(payment, amount);
  if (isCounted(action, askedBy)) await desk.tally.add(askedBy, key);
  try {
    // Requests are stored as they were asked for, each beside the name of its action.
    const carryOut = actions[action].carryOut as (typeof actions)['refund']['carryOut'];
    await carryOut(desk.deps, id, request as Requests['refund'], { key, fingerprint: key }, askedBy, permit);
  } catch (error) {
    await untally(desk, action, id, key);
    throw error;
  }
}

/** A refund that was not made does not count for its person. */
export async function untally(
  { deps, tally }: ApprovalDesk,
  action: ActionName,
  id: string,
  key: string,
): Promise<void> {
  if (action !== 'refund') return;
  const payment = await deps.payments.findOne({ _id: id });
  if (!payment || !actions.refund.isDone(payment, key)) await tally.remove(key);
}

function becauseOf(error: unknown): NonNullable<StoredApproval['because']> {
  if (!(error instanceof ProblemError)) return { type: `${problemBase}unexpected`, title: 'Something went wrong' };
  const { type, title, message } = error;
  return { type: problemBase + type, title, detail: message };
}
