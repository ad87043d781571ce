import { Schema, type Connection, type Model } from 'mongoose';

/** Whose installation a database holds, and how far its first start has come. */
export interface Installation {
  _id: 'installation';
  organisation: 'demo' | 'own';
  /** The past that the demo organisation is to have: how many payments, and up to when. */
  past?: { payments: number; until: Date };
  /** Written when everything else is there, so that a first start that broke off is done again. */
  startedAt?: Date;
  /** Until when the node that tells the past is trusted to be at it. */
  tellingUntil?: Date;
  /** Written when the past is there. */
  pastToldAt?: Date;
}

const schema = new Schema<Installation>(
  {
    ...{ _id: String, organisation: String, startedAt: Date, tellingUntil: Date, pastToldAt: Date },
    past: new Schema({ payments: Number, until: Date }, { _id: false }),
  },
  { collection: 'installation', versionKey: false, id: false },
);

/** The one row that says what this installation is. */
export class Installations {
  readonly #model: Model<Installation>;

  constructor(connection: Connection) {
    this.#model = connection.model<Installation>('Installation', schema);
  }

  /** What it is; undefined before the first start. */
  async found(): Promise<Installation | undefined> {
    return (await this.#model.findById('installation').lean<Installation>()) ?? undefined;
  }

  /** Begins a first start, or takes up the one that broke off as it was meant. */
  async begin(installation: Omit<Installation, '_id'>): Promise<Installation> {
    await this.#model.updateOne({ _id: 'installation' }, { $setOnInsert: installation }, { upsert: true });
    return (await this.found()) ?? { _id: 'installation', ...installation };
  }

  async started(at: Date): Promise<void> {
    await this.#model.updateOne({ _id: 'installation' }, { $set: { startedAt: at } });
  }

  /** Lets one node tell the past, for a while. @returns whether it is the one that asks */
  async claimPast(now: Date, until: Date): Promise<boolean> {
    const isFree = [{ tellingUntil: { $exists: false } }, { tellingUntil: { $lte: now } }];
    const mine = { _id: 'installation' as const, pastToldAt: { $exists: false }, $or: isFree };
    return (await this.#model.updateOne(mine, { $set: { tellingUntil: until } })).modifiedCount === 1;
  }

  async holdPast(until: Date): Promise<void> {
    await this.#model.updateOne({ _id: 'installation' }, { $set: { tellingUntil: until } });
  }

  /** @param toldAt absent when somebody else has to go on with it */
  async letPastGo(toldAt: Date | undefined): Promise<void> {
    const rest = { $unset: { tellingUntil: 1 as const } };
    const change = toldAt ? { ...rest, $set: { pastToldAt: toldAt } } : rest;
    await this.#model.updateOne({ _id: 'installation' }, change);
  }
}
