import Router from '@koa/router';
import { html, languageFor, sendPage, type Html, type Language } from '../hosted-page/index.ts';
import type { Sms, SmsAccount } from './account.ts';

const words = {
  en: {
    title: 'Text messages',
    none: 'Nothing has been received yet. Messages that the hub sends by text show up here.',
    to: 'To',
    from: 'from',
    parts: (count: number) => (count === 1 ? '1 message' : `${count} messages`),
  },
  it: {
    title: 'SMS',
    none: 'Non è ancora arrivato nulla. Gli SMS inviati dall’hub compaiono qui.',
    to: 'A',
    from: 'da',
    parts: (count: number) => (count === 1 ? '1 SMS' : `${count} SMS`),
  },
} satisfies Record<Language, unknown>;

const mostShown = 200;

/** What the telephones have received, newest first. */
export function pageRoutes({ texts, context }: SmsAccount): Router {
  const router = new Router();
  router.get(context.prefix, (ctx) => {
    const language = languageFor(ctx, null);
    const shown = texts.newestFirst().slice(0, mostShown);
    sendPage(ctx, { language, make: 'app', title: words[language].title, content: inbox(shown, language) });
  });
  return router;
}

function inbox(shown: readonly Sms[], language: Language): Html {
  const say = words[language];
  return html`<div class="sheet inbox">
    <h1>${say.title}</h1>
    ${shown.length === 0 ? html`<p class="hint">${say.none}</p>` : shown.map((sms) => bubble(sms, language))}
  </div>`;
}

function bubble({ to, from, body, parts, at }: Sms, language: Language): Html {
  const say = words[language];
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
  return html`<article class="sms">
    <p class="hint"><strong>${say.to} ${to}</strong> ${say.from} ${from}</p>
    <p class="bubble">${body}</p>
    <p class="hint"><time datetime="${at.toISOString()}">${when}</time> · ${say.parts(parts)}</p>
  </article>`;
}
