/**
 * Bundles the engine for Node: our own code only, packages stay where npm put them. Into engine/dist, or into another folder
 * below engine/ that is named as the first argument.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './setup.mjs';

const engine = path.join(root, 'engine');
const outdir = path.resolve(process.argv[2] ?? path.join(engine, 'dist'));
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
  entryPoints: {
    main: path.join(engine, 'src', 'main.ts'),
    'embedded-store-worker': path.join(engine, 'src', 'store', 'embedded', 'worker.ts'),
  },
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
