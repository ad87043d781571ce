/** What a fresh clone needs before anything runs: dependencies, then builds of what is missing or stale. Node only. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressBelow } from './compress.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const isWindows = process.platform === 'win32';
const leastNode = [20, 19];

const say = (line) => process.stdout.write(`${line}\n`);

/** Runs a command; its output is shown only when it fails, unless `loud`. */
export function run(command, args, { loud = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', loud ? 'inherit' : 'pipe', loud ? 'inherit' : 'pipe'],
      shell: isWindows,
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) return resolve();
      process.stderr.write(output);
      reject(new Error(`"${command} ${args.join(' ')}" ended with ${code}`));
    });
  });
}

/** Says what is being done and how long it took, with a sign of life while it lasts. */
async function step(what, work) {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 100) / 10} s`;
  const isTerminal = process.stdout.isTTY;
  const tick = setInterval(() => {
    if (isTerminal) process.stdout.write(`\r  ${what} … ${seconds()} `);
  }, 500);
  if (!isTerminal) say(`  ${what} …`);
  try {
    await work();
    process.stdout.write(`${isTerminal ? '\r' : ''}  ${what}: done in ${seconds()}          \n`);
  } finally {
    clearInterval(tick);
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])) return;
  process.stderr.write(
    `\nNode ${leastNode.join('.')} or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org\n\n`,
  );
  process.exit(1);
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const changedAt = (file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Installs when npm's own record of what it installed is older than the lockfile, or missing. */
async function install() {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  await step('Installing packages', () => run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']));
}

/** Path, size and time of each file below, so that a change of any is noticed without reading them all. */
function stampOf(folders) {
  const lines = [];
  const visit = (at) => {
    const found = statSync(at, { throwIfNoEntry: false });
    if (!found) return;
    if (found.isFile()) return lines.push(`${path.relative(root, at)} ${found.size} ${found.mtimeMs}`);
    for (const name of readdirSync(at).sort())
      if (name !== 'node_modules' && name !== 'dist') visit(path.join(at, name));
  };
  for (const folder of folders) visit(path.join(root, folder));
  return hashOf(lines.join('\n'));
}

const shared = ['schemas', 'package-lock.json', 'package.json', 'tsconfig.base.json', 'engine/bin'];

/** Builds an app with its own build script, and compresses what came of it. */
async function buildApp(name) {
  await run('npm', ['run', 'build', '-w', `@pih/${name}`]);
  compressBelow(path.join(root, name, 'dist'));
}

const parts = [
  {
    name: 'engine',
    what: 'Building the engine',
    from: ['engine', ...shared],
    build: () => run('node', ['engine/bin/bundle.mjs']),
  },
  {
    name: 'checkout',
    what: 'Building the checkout',
    from: ['checkout', ...shared],
    build: () => buildApp('checkout'),
  },
  {
    name: 'designer',
    what: 'Building the console',
    from: ['designer', ...shared],
    build: () => buildApp('designer'),
  },
];

/** Builds the parts whose sources changed since their last build. */
async function buildStale() {
  for (const { name, what, from, build } of parts) {
    const marker = path.join(root, name, 'dist', '.built');
    const stamp = stampOf(from);
    if (read(marker) === stamp) continue;
    await step(what, build);
    writeFileSync(marker, stamp);
  }
}

/** Everything that `npm start` and `npm test` need on a fresh clone. */
export async function setUp() {
  checkNode();
  await install();
  await buildStale();
}

/** Runs the main part of a command, and says in a sentence when it fails. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`\n${error.message}\n\n`);
    process.exit(1);
  }
}
