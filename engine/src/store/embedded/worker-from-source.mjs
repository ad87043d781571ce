// Node 20 does not read TypeScript by itself, and tsx registers itself in the main thread only.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
