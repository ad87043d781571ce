import type { HubContext } from '../http/index.ts';
import type { Author } from './model.ts';

/** Who asks, as what they change remembers them. */
export const authorOf = ({ state: { caller } }: HubContext): Author =>
  caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
