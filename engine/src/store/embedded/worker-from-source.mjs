import { pathToFileURL } from 'node:url';

// Test runs build the worker once, beforehand, and name the build here.
const built = process.env.BUILT_STORE_WORKER;
if (built) await import(pathToFileURL(built).href);
else {
  // Node 20 does not read TypeScript by itself, and tsx registers itself in the main thread only.
  const { register } = await import('tsx/esm/api');
  register();
  await import('./worker.ts');
}
