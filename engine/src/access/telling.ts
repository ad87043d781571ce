import type { Model } from 'mongoose';
import { deedsOf, type AuditPort, type Carrier, type Deed as AnyDeed, type Untold } from '../deeds.ts';
import type { AccessModels } from './model/index.ts';

export { withNote, type AuditPort, type Untold } from '../deeds.ts';

/** Something that was done to somebody's access. */
export interface Deed extends AnyDeed {
  target: { kind: 'operator' | 'api_key' | 'invitation' | 'session'; id: string; label?: string };
}

/** Tells the audit trail what is done here. */
export interface Telling {
  /** For the same write as the change; undefined where nobody keeps a trail. */
  note(deed: Deed): Untold | undefined;
  /** To be called after that write. */
  told(rows: 'operators' | 'apiKeys' | 'invitations', id: string): Promise<void>;
  /** Of what changes no row of its own. */
  record(deed: Deed): Promise<void>;
}

/** @param audit asked late; absent in installations without a trail, such as tests of this room */
export function createTelling(audit: () => AuditPort | undefined, models: AccessModels, now: () => Date): Telling {
  const deeds = () => {
    const trail = audit();
    return trail && deedsOf(trail, now);
  };
  return {
    note: (deed) => deeds()?.note(deed),
    told: async (rows, id) => deeds()?.told(models[rows] as unknown as Model<Carrier>, id),
    record: async (deed) => deeds()?.record(deed),
  };
}
