import { newId, type AuditAction } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { Clock } from './clock.ts';

/** Something that somebody did, as the audit trail is told of it. */
export interface Deed {
  action: AuditAction;
  /** Who did it; the hub itself when absent, or when nobody who is answerable to the merchant. */
  by?: { type: string; id?: string; name?: string } | null | undefined;
  target: { kind: string; id: string; label?: string };
  /** The payment that it is about: who may not see it does not see the row. */
  payment?: string;
  before?: Readonly<Record<string, unknown>>;
  after?: Readonly<Record<string, unknown>>;
  /** Why, in the words of whoever did it. */
  reason?: string;
}

/** What is written with a change, so that a crash right after it loses no entry. */
export type Untold = object;

/** A stored thing that carries what was done to it until the trail has it. */
export interface Carrier {
  _id: string;
  untold?: object[];
}

interface Entry extends Omit<Deed, 'by'> {
  at: Date;
  actor: { type: 'operator' | 'api_key' | 'system'; id?: string; name?: string };
}

/** The audit trail, as far as rooms need it that have something to tell. */
export interface AuditPort {
  note(entry: Entry): Untold;
  /** Records what was written with a row, and takes it off the row. */
  tell(model: Model<Carrier>, id: string): Promise<unknown>;
  record(key: string, entry: Entry): Promise<unknown>;
}

/** Tells the audit trail what is done in a room. */
export interface Deeds {
  /** For the same write as the change: `withNote(deeds.note(…))`. */
  note(deed: Deed): Untold;
  /** To be called after that write. */
  told<Stored extends Carrier>(model: Model<Stored>, id: string): Promise<void>;
  /** Of what changes no row of its own; before the answer. */
  record(deed: Deed): Promise<void>;
}

/** The part of an update that takes a note along. */
export const withNote = (untold: Untold | undefined): { $push?: { untold: Untold } } =>
  untold ? { $push: { untold } } : {};

/** Shoppers and providers are nobody that the trail names. */
function answerable({ type, id, name }: NonNullable<Deed['by']>): Entry['actor'] {
  if (type === 'operator' || type === 'api_key' || type === 'system')
    return { type, ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
  return { type: 'system' };
}

export function deedsOf(audit: AuditPort, now: Clock): Deeds {
  const entryOf = ({ by, ...deed }: Deed): Entry => ({
    ...deed,
    at: now(),
    actor: by ? answerable(by) : { type: 'system' },
  });
  return {
    note: (deed) => audit.note(entryOf(deed)),
    async told(model, id) {
      await audit.tell(model as unknown as Model<Carrier>, id);
    },
    async record(deed) {
      const entry = entryOf(deed);
      await audit.record(newId('audit', entry.at), entry);
    },
  };
}
