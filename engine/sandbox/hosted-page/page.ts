import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { html, Html } from './html.ts';
import type { Language } from './language.ts';
import { bankIcon, calendarIcon, flaskIcon, phoneIcon, walletIcon } from './parts.ts';
import { stylesheet } from './stylesheet.ts';

/** What one hosted page shows; the frame around it (ribbon, header, footer) is the same everywhere. */
export interface HostedPage {
  readonly language: Language;
  /** Which neutral make the page has: a bank's card page, a wallet's, a phone app's or that of a firm selling by instalments. */
  readonly make: 'bank' | 'wallet' | 'app' | 'instalments';
  readonly title: string;
  readonly content: Html;
}

const words = {
  en: {
    ribbon: 'Simulator — no real money',
    bank: 'Sample Bank',
    wallet: 'Sample Wallet',
    app: 'Sample App',
    instalments: 'Sample Instalments',
    place: {
      bank: 'Card payments',
      wallet: 'Pay from your balance',
      app: 'Pay with your phone',
      instalments: 'Pay a little at a time',
    },
    footer: 'This page belongs to a test environment. Nobody is charged; use test data only.',
  },
  it: {
    ribbon: 'Simulatore — nessun denaro reale',
    bank: 'Banca di Prova',
    wallet: 'Portafoglio di Prova',
    app: 'App di Prova',
    instalments: 'Rate di Prova',
    place: {
      bank: 'Pagamenti con carta',
      wallet: 'Paga dal tuo saldo',
      app: 'Paga con il telefono',
      instalments: 'Paga un po’ alla volta',
    },
    footer: 'Questa pagina fa parte di un ambiente di prova. Nessuno paga davvero: usa solo dati di prova.',
  },
} satisfies Record<Language, unknown>;

const marks: Record<HostedPage['make'], Html> = {
  bank: bankIcon,
  wallet: walletIcon,
  app: phoneIcon,
  instalments: calendarIcon,
};

const styleElement = new Html(`<style>${stylesheet}</style>`);
const styleHash = createHash('sha256').update(stylesheet).digest('base64');

/**
 * No scripts, no foreign content, no framing; the one stylesheet is admitted by its hash. `form-action` has to admit any
 * web address: Chromium checks it against every redirect that follows a form, and the shop may send its shopper on.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "form-action 'self' https: http:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers with a hosted page. It works without JavaScript, and says so in its headers: scripts are refused. */
export function sendPage(ctx: Context, page: HostedPage, status = 200): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.set({
    'Content-Security-Policy': contentSecurityPolicy,
    'Content-Language': page.language,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  });
  ctx.body = frame(page);
}

/** Sends the shopper on after a form, so that reloading the next page repeats nothing. */
export function leave(ctx: Context, url: string): void {
  ctx.status = 303;
  ctx.set({ Location: url, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  ctx.body = '';
}

function frame({ language, make, title, content }: HostedPage): string {
  const say = words[language];
  const page = html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>${title} · ${say[make]}</title>
      ${styleElement}
    </head>
    <body class="${make}">
      <header>
        <p class="ribbon">${flaskIcon}<span>${say.ribbon}</span></p>
        <div class="bar">
          <span class="mark">${marks[make]}</span>
          <span class="name">${say[make]}</span>
          <span class="place">${say.place[make]}</span>
        </div>
      </header>
      <main>${content}</main>
      <footer><p>${say.footer}</p></footer>
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}`;
}
