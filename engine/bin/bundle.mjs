/**
 * Bundles the engine for Node: our own code only, packages stay where npm put them. Into engine/dist, or into another folder
 * below engine/ that is named as the first argument; further arguments bundle other programs instead, as `config=cli/config.ts`.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './setup.mjs';

const engine = path.join(root, 'engine');
const [, , folder = path.join(engine, 'dist'), ...programs] = process.argv;
const outdir = path.resolve(folder);
const entryPoints = programs.length
  ? Object.fromEntries(
      programs.map((program) => program.split('=')).map(([name, file]) => [name, path.join(engine, file)]),
    )
  : {
      main: path.join(engine, 'src', 'main.ts'),
      'embedded-store-worker': path.join(engine, 'src', 'store', 'embedded', 'worker.ts'),
    };
rmSync(outdir, { recursive: true, force: true });

/** Workspace packages are TypeScript and so are bundled; everything else from npm is left alone. */
const packagesStayOutside = {
  name: 'packages-stay-outside',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) => {
      if (kind === 'entry-point' || name.startsWith('@pih/')) return undefined;
      return { path: name, external: true };
    });
  },
};

await build({
  entryPoints,
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  plugins: [packagesStayOutside],
  logLevel: 'warning',
});
