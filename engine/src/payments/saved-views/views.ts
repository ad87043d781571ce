import { newId, type PaymentQuery, type PaymentView, type PaymentViewRequest } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { Clock } from '../../clock.ts';
import { withNote, type Deeds, type Untold } from '../../deeds.ts';
import { redactText } from '../../redaction/index.ts';
import type { Caller } from '../../http/index.ts';
import { TooManyViews, ViewNotFound } from '../problems.ts';
import type { StoredView } from './model.ts';

type Owner = Pick<Caller, 'type' | 'id' | 'name'>;

/** More tabs than anybody finds their way through. */
const mostViews = 50;

/** Where somebody was in the list is not part of what they save. */
const kept = ({ cursor: _page, limit: _size, ...query }: PaymentQuery): PaymentQuery => query;

const viewOf = (
  { _id: id, name, isShared, query, period, columns, owner, updatedAt }: StoredView,
  caller: Owner,
): PaymentView => ({
  id,
  name,
  isShared,
  query,
  ...(period && { period }),
  columns,
  owner,
  isOwn: owner.id === caller.id,
  updatedAt: updatedAt.toISOString(),
});

/** Whether an e-mail address stands in what somebody looks for, or in what they called it. */
const namesEmail = ({ name, query: { search = '', customer = '' } }: StoredView): boolean =>
  /@|%40/.test(`${name} ${search} ${customer}`);

/** The views that people save: everybody has their own, and sees those that others share. */
export class SavedViews {
  readonly #model: Model<StoredView>;
  readonly #now: Clock;
  readonly #deeds: Deeds;

  /** @param deeds told what is put into everybody's console, and taken out of it; what one keeps for oneself is nobody's business */
  constructor(model: Model<StoredView>, now: Clock, deeds: Deeds) {
    this.#model = model;
    this.#now = now;
    this.#deeds = deeds;
  }

  prepare(): Promise<void> {
    return this.#model.createIndexes();
  }

  /**
   * Those of the caller and those that are shared, by name.
   * @param masksEmail whether the caller sees e-mail addresses in part only: what others share is left out where it names one
   */
  async list(caller: Owner, masksEmail = false): Promise<PaymentView[]> {
    const views = await this.#model.find({ $or: [{ 'owner.id': caller.id }, { isShared: true }] }).lean<StoredView[]>();
    return views
      .filter((view) => view.owner.id === caller.id || !masksEmail || !namesEmail(view))
      .map((view) => viewOf(view, caller))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** @throws TooManyViews */
  async save(request: PaymentViewRequest, caller: Owner): Promise<PaymentView> {
    if ((await this.#model.countDocuments({ 'owner.id': caller.id })) >= mostViews)
      throw new TooManyViews({ views: mostViews });
    const now = this.#now();
    const { id, name } = caller;
    const stored: StoredView = {
      ...request,
      _id: newId('savedView', now),
      query: kept(request.query),
      owner: { id, name },
      createdAt: now,
      updatedAt: now,
    };
    const untold = this.#note(undefined, stored, caller);
    await this.#model.create({ ...stored, ...(untold && { untold: [untold] }) });
    await this.#deeds.told(this.#model, stored._id);
    return viewOf(stored, caller);
  }

  /** Changes a view; only its owner may. @throws ViewNotFound for those of others, too */
  async change(id: string, request: PaymentViewRequest, caller: Owner): Promise<PaymentView> {
    const { period, query, ...rest } = request;
    const set = { ...rest, query: kept(query), updatedAt: this.#now(), ...(period && { period }) };
    const before = await this.#own(id, caller);
    const untold = this.#note(before, { ...before, ...set }, caller);
    const changed = await this.#model
      .findOneAndUpdate(
        { _id: id, 'owner.id': caller.id },
        { $set: set, ...(!period && { $unset: { period: 1 } }), ...withNote(untold) },
        { returnDocument: 'after' },
      )
      .lean<StoredView>();
    if (!changed) throw new ViewNotFound({ id });
    await this.#deeds.told(this.#model, id);
    return viewOf(changed, caller);
  }

  /** @throws ViewNotFound */
  async remove(id: string, caller: Owner): Promise<void> {
    const view = await this.#own(id, caller);
    // Taken back first, which is told with it: what is gone can carry nothing.
    const untold = this.#note(view, { ...view, isShared: false }, caller);
    if (untold) await this.#model.updateOne({ _id: id }, { $set: { isShared: false }, ...withNote(untold) });
    await this.#deeds.told(this.#model, id);
    await this.#model.deleteOne({ _id: id, 'owner.id': caller.id });
  }

  /** @throws ViewNotFound for those of others, too */
  async #own(id: string, { id: owner }: Owner): Promise<StoredView> {
    const view = await this.#model.findOne({ _id: id, 'owner.id': owner }).lean<StoredView>();
    if (!view) throw new ViewNotFound({ id });
    return view;
  }

  /** For the trail, where others see the difference. */
  #note(before: StoredView | undefined, after: StoredView, by: Owner): Untold | undefined {
    const wasShared = before?.isShared ?? false;
    if (!wasShared && !after.isShared) return undefined;
    const action = !wasShared ? 'view.shared' : after.isShared ? 'view.changed' : 'view.unshared';
    // Whoever reads the trail need not be one who sees e-mail addresses whole, and people name views by them.
    const target = { kind: 'view', id: after._id, label: redactText(after.name) };
    const { query, columns } = after;
    return this.#deeds.note({ action, by, target, ...(after.isShared && { after: { query, columns } }) });
  }
}
