/** Writes src/generated/types.ts from the JSON Schemas, so that no type is ever typed twice. Run: npm run generate */
import { readFileSync, writeFileSync } from 'node:fs';
import { renderTypes } from './render-types.ts';

const target = new URL('../src/generated/types.ts', import.meta.url);
const fresh = await renderTypes();
if (process.argv.includes('--check')) process.exit(readFileSync(target, 'utf8') === fresh ? 0 : 1);
writeFileSync(target, fresh);
