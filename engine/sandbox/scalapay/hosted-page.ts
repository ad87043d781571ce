import {
  backLink,
  cardIcon,
  checkIcon,
  clockIcon,
  displayMoney,
  html,
  type Html,
  type HostedPage,
  type Language,
  orderPanel,
  outcomePage,
} from '../hosted-page/index.ts';
import type { ScalapayOrder } from './account.ts';
import { money } from './money.ts';
import { type Instalment, planOf } from './plan.ts';
import { texts } from './texts.ts';

/** Where the browser goes afterwards. Nothing about it is signed: the shop has to ask. */
export const confirmUrl = (order: ScalapayOrder): string => withResult(order.confirmUrl, order, 'SUCCESS');
export const cancelUrl = (order: ScalapayOrder): string => withResult(order.cancelUrl, order, 'FAILED');

/** The page where the shopper sees the plan, and agrees to it or not. */
export function planPage(order: ScalapayOrder, language: Language, now: Date): HostedPage {
  const content = html`<div class="sheet paying">${orderOf(order, language)}${planPanel(order, language, now)}</div>`;
  return { language, make: 'instalments', title: texts[language].title, content };
}

export function closedPage(order: ScalapayOrder, language: Language): HostedPage {
  const say = texts[language];
  return order.status === 'expired'
    ? plainPage(language, clockIcon, say.expiredTitle, say.expiredText, cancelUrl(order))
    : plainPage(language, checkIcon, say.closedTitle, say.closedText, confirmUrl(order));
}

export function unknownPage(language: Language): HostedPage {
  const say = texts[language];
  return plainPage(language, clockIcon, say.unknownTitle, say.unknownText);
}

function orderOf(order: ScalapayOrder, language: Language): Html {
  const say = texts[language];
  const shownOrder = {
    payTo: say.payTo,
    payee: say.testShop,
    total: shown(order.total, language),
    totalLabel: say.total,
    lines: order.lines.map(({ name, quantity, cents }) => ({ name, quantity, sum: shown(cents, language) })),
  };
  const reference =
    order.reference !== undefined && html`<p class="reference">${say.reference} <code>${order.reference}</code></p>`;
  return orderPanel(shownOrder, [reference]);
}

function planPanel(order: ScalapayOrder, language: Language, now: Date): Html {
  const say = texts[language];
  const plan = planOf(order, now);
  return html`<section class="form">
    <h1>${say.heading(plan.length)}</h1>
    <ol class="plan">
      ${plan.map((instalment, index) => step(instalment, index, now, language))}
    </ol>
    <p class="promise"><strong>${say.free}</strong> ${say.freeDetail(shown(order.total, language))}</p>
    <div class="source">
      ${cardIcon}
      <div>
        <p>${say.source}</p>
        <p>${say.sourceDetail}</p>
      </div>
    </div>
    <form method="post">
      <div class="actions">
        <button id="pay" class="button primary" name="outcome" value="approve">
          ${plan.length === 1 ? say.payLater : say.pay(shown(plan[0]?.cents ?? 0, language))}
        </button>
        <button id="decline" class="button plain" name="outcome" value="decline" aria-describedby="decline-note">
          ${say.decline}
        </button>
        <p id="decline-note" class="hint centred">${say.declineHint}</p>
        ${backLink(cancelUrl(order), say.back)}
      </div>
    </form>
  </section>`;
}

function step({ due, cents }: Instalment, index: number, now: Date, language: Language): Html {
  const say = texts[language];
  const isToday = due.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
  return html`<li class="${isToday && 'first'}">
    <span class="dot" aria-hidden="true"></span>
    <p class="when">${isToday ? say.today : say.nth(index + 1)}<span>${longDate(due, language)}</span></p>
    <p class="sum">${shown(cents, language)}</p>
  </li>`;
}

const plainPage = (language: Language, icon: Html, title: string, text: string, href?: string): HostedPage =>
  outcomePage({ language, make: 'instalments', title }, icon, text, { href, label: texts[language].link });

const shown = (cents: number, language: Language): string => displayMoney(money(cents).amount, 'EUR', language);

const longDate = (day: Date, language: Language): string =>
  new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(day);

function withResult(address: string, { token }: ScalapayOrder, status: 'SUCCESS' | 'FAILED'): string {
  const url = new URL(address);
  url.searchParams.set('orderToken', token);
  url.searchParams.set('status', status);
  return url.href;
}
