import { kinds, type AnyDocument } from '@pih/schemas';
import type { Snapshot } from '../snapshot.ts';
import { withoutSecrets } from './plain-secrets.ts';

/** Every document that is live, by kind and then by id: two exports of the same configuration are the same. */
export const exported = (live: Snapshot): AnyDocument[] =>
  kinds.flatMap((kind) =>
    live
      .all(kind)
      .map(({ document }): AnyDocument => withoutSecrets<AnyDocument>(document))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
