import { isKind, kinds, type Kind } from '@pih/schemas';
import type { HubContext } from '../http/index.ts';
import { KindUnknown } from './problems.ts';

/** Which document the address of a request names. @throws KindUnknown */
export function addressOf(ctx: HubContext): { kind: Kind; id: string } {
  const { kind = '', id = '' } = ctx['params'] as { kind?: string; id?: string };
  if (!isKind(kind)) throw new KindUnknown({ kind, known: kinds });
  return { kind, id };
}
