import type { Clock } from '../../clock.ts';
import type { ApprovalModels, StoredApproval, Unsaid } from './model.ts';
import { ApprovalEnded, ApprovalNotFound } from './problems.ts';

/** As many people as may answer in the same moment without one of them being sent away. */
const mostTries = 20;

/** How long whoever has begun something is left alone with it. */
export const patienceMs = 30_000;

/** What changes of a request, and what the payment's history will say of it. */
export type Changed = Partial<Omit<StoredApproval, '_id' | 'version' | 'intention'>> & { say?: Unsaid };

/** The only writer of requests: every change is a compare-and-set on the version it was decided on. */
export class ApprovalRequests {
  readonly #models: ApprovalModels;
  readonly #now: Clock;

  constructor(models: ApprovalModels, now: Clock) {
    this.#models = models;
    this.#now = now;
  }

  /** @throws ApprovalNotFound */
  async get(id: string): Promise<StoredApproval> {
    const found = await this.#models.approvals.findById(id).lean<StoredApproval>();
    if (!found) throw new ApprovalNotFound({ id });
    return found;
  }

  async ofIntention(key: string): Promise<StoredApproval | undefined> {
    return (await this.#models.approvals.findOne({ 'intention.key': key }).lean<StoredApproval>()) ?? undefined;
  }

  /** Lets a key be used for something new. */
  async setAside({ _id, intention }: StoredApproval): Promise<void> {
    const kept = { ...intention, key: `${intention.key} ${_id}` };
    await this.#models.approvals.updateOne({ _id, 'intention.key': intention.key }, { $set: { intention: kept } });
  }

  /** Stores a new request, or hands back the one that the same intention made. */
  async insert(approval: StoredApproval): Promise<StoredApproval> {
    try {
      await this.#models.approvals.create(approval);
      return approval;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 11000) throw error;
      return (await this.ofIntention(approval.intention.key)) ?? approval;
    }
  }

  /**
   * Changes a request as `decide` says, which is asked again when somebody else was faster.
   * @param decide what changes; undefined for nothing
   * @throws ApprovalNotFound, ApprovalEnded when too many answer at once, and whatever `decide` throws
   */
  async change(
    id: string,
    decide: (approval: StoredApproval) => Promise<Changed | undefined>,
  ): Promise<StoredApproval> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const read = await this.get(id);
      const change = await decide(read);
      if (!change) return read;
      const { say, ...set } = change;
      const next = {
        ...set,
        version: read.version + 1,
        ...(say && { unsaid: [...(read.unsaid ?? []), say] }),
        dueAt: new Date(this.#now().getTime() + patienceMs),
      };
      const { matchedCount } = await this.#models.approvals.updateOne(
        { _id: id, version: read.version },
        { $set: next },
      );
      if (matchedCount === 1) return { ...read, ...next };
    }
    throw new ApprovalEnded({ id, state: 'being answered by others' });
  }

  /** Notes that nothing is left to do, unless it has changed meanwhile. */
  async rest({ _id, version }: StoredApproval): Promise<void> {
    await this.#models.approvals.updateOne({ _id, version }, { $unset: { unsaid: '', dueAt: '' } });
  }

  /** Takes one over that something is to be done about; nobody else gets it for a while. */
  async takeDue(): Promise<StoredApproval | undefined> {
    const now = this.#now();
    const taken = await this.#models.approvals
      .findOneAndUpdate(
        { dueAt: { $lte: now } },
        { $set: { dueAt: new Date(now.getTime() + patienceMs) } },
        { sort: { dueAt: 1 }, returnDocument: 'after' },
      )
      .lean<StoredApproval>();
    return taken ?? undefined;
  }

  /** Latest first. */
  find(filter: Record<string, unknown>, limit: number): Promise<StoredApproval[]> {
    return this.#models.approvals.find(filter).sort({ _id: -1 }).limit(limit).lean<StoredApproval[]>();
  }
}
