import type { CheckoutTheme } from '@pih/schemas/types';

type Face = CheckoutTheme['fonts']['body'];

/** Faces that are files of ours; a system face needs none. Only those that a theme names are fetched. */
const loaders: Partial<Record<Face, () => Promise<unknown>>> = {
  inter: () => import('@fontsource-variable/inter/index.css'),
  lora: () => import('@fontsource-variable/lora/index.css'),
  'space-grotesk': () => import('@fontsource-variable/space-grotesk/index.css'),
};

const samples: Partial<Record<Face, string>> = {
  inter: "1em 'Inter Variable'",
  lora: "1em 'Lora Variable'",
  'space-grotesk': "1em 'Space Grotesk Variable'",
};

async function loadFace(face: Face): Promise<void> {
  await loaders[face]?.();
  const sample = samples[face];
  if (sample) await document.fonts?.load(sample);
}

/**
 * Fetches the faces of a theme.
 * @returns when they are ready; a face that fails to come is no reason to stop, the system's takes its place
 */
export async function loadFonts({ fonts }: Pick<CheckoutTheme, 'fonts'>): Promise<void> {
  await Promise.allSettled([...new Set([fonts.heading, fonts.body])].map(loadFace));
}
