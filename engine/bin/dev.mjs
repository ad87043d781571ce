/** `npm run dev`: the engine restarts and the pages reload as their sources change. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { main, root, setUp } from './setup.mjs';

const bin = (name) => path.join(root, 'node_modules', name);
const commands = {
  engine: [
    bin('tsx/dist/cli.mjs'),
    'watch',
    '--clear-screen=false',
    '--include',
    'seeds/**/*.json',
    'engine/src/main.ts',
  ],
  console: [bin('vite/bin/vite.js'), 'designer', '--clearScreen', 'false'],
  checkout: [bin('vite/bin/vite.js'), 'checkout', '--clearScreen', 'false'],
};

await main(async () => {
  await setUp();
  const children = Object.entries(commands).map(([name, args]) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const show = (chunk) => {
      for (const line of String(chunk).trimEnd().split('\n')) process.stdout.write(`${name.padEnd(8)} ${line}\n`);
    };
    child.stdout.on('data', show);
    child.stderr.on('data', show);
    return child;
  });
  const stop = () => children.forEach((child) => child.kill('SIGTERM'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await Promise.all(children.map((child) => new Promise((done) => child.once('exit', done))));
});
