/** `npm test`: sets up what is missing, then runs every test. Arguments go to vitest: `npm test -- payments`. */
import path from 'node:path';
import { main, root, run, setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  await run(
    process.execPath,
    [path.join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)],
    { loud: true },
  );
});
