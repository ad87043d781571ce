/** `npm start`: sets up what is missing, then runs the engine in this process. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { main, root, setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  process.chdir(root);
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(path.join(root, 'engine', 'dist', 'main.js')).href);
});
