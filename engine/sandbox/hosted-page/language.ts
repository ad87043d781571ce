import type { Context } from 'koa';

export type Language = 'en' | 'it';

/** The language a payment asks for (`it`, `it-IT`), else the browser's, else English. `auto` asks for the browser's. */
export function languageFor(ctx: Context, wish: string | null | undefined): Language {
  const wished = wish?.slice(0, 2).toLowerCase();
  if (wished === 'it' || wished === 'en') return wished;
  return ctx.acceptsLanguages('en', 'it') === 'it' ? 'it' : 'en';
}
