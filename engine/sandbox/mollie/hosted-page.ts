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
  walletIcon,
} from '../hosted-page/index.ts';
import type { MollieMethod, MolliePayment } from './account.ts';
import { money } from './money.ts';
import { texts } from './texts.ts';

const makes: Record<MollieMethod, HostedPage['make']> = {
  creditcard: 'bank',
  klarna: 'instalments',
  banktransfer: 'bank',
  ideal: 'bank',
};

/** The page where the shopper decides how the payment ends: what is bought on one side, the way to pay on the other. */
export function payingPage(payment: MolliePayment, language: Language): HostedPage {
  const content = html`<div class="sheet paying">${orderPanel(payment, language)}${payPanel(payment, language)}</div>`;
  return { language, make: makes[payment.method], title: texts[language].title, content };
}

export function closedPage(payment: MolliePayment, language: Language): HostedPage {
  const say = texts[language];
  const make = makes[payment.method];
  const isDone = payment.status === 'paid' || payment.status === 'authorized' || payment.status === 'pending';
  return isDone
    ? plainPage(language, make, checkIcon, say.doneTitle, say.doneText, payment.redirectUrl)
    : plainPage(language, make, clockIcon, say.endedTitle, say.endedText, payment.cancelUrl ?? payment.redirectUrl);
}

export function unknownPage(language: Language): HostedPage {
  const say = texts[language];
  return plainPage(language, 'bank', clockIcon, say.unknownTitle, say.unknownText);
}

function orderPanel(payment: MolliePayment, language: Language): Html {
  const say = texts[language];
  const row = ({ description, quantity, cents }: MolliePayment['lines'][number]): Html =>
    html`<div>
      <dt>${description}${quantity > 1 && html` × ${quantity}`}</dt>
      <dd>${shown(cents, language)}</dd>
    </div>`;
  return html`<section class="order">
    <p class="payee">${say.payTo} <strong>${say.testShop}</strong></p>
    <p class="amount">${shown(payment.amount, language)}</p>
    <dl class="lines">
      ${payment.lines.map(row)}
      <div class="total">
        <dt>${say.total}</dt>
        <dd>${shown(payment.amount, language)}</dd>
      </div>
    </dl>
    <p class="reference">${say.reference} <code>${payment.description}</code></p>
  </section>`;
}

function payPanel({ method, amount, cancelUrl, redirectUrl }: MolliePayment, language: Language): Html {
  const say = texts[language];
  return html`<section class="form">
    <h1>${say.heading[method]}</h1>
    <div class="fields">
      <div class="source field wide">
        ${method === 'creditcard' ? cardIcon : walletIcon}
        <div>
          <p>${say.source[method]}</p>
          <p>${say.sourceDetail[method]}</p>
        </div>
      </div>
    </div>
    <form method="post">
      <div class="actions">
        <button id="pay" class="button primary" name="outcome" value="pay">
          ${method === 'banktransfer' ? say.transfer : say.pay(shown(amount, language))}
        </button>
        <button id="decline" class="button plain" name="outcome" value="fail" aria-describedby="decline-note">
          ${say.decline}
        </button>
        <p id="decline-note" class="hint centred">${say.declineHint}</p>
        ${backLink(cancelUrl ?? redirectUrl, say.back)}
      </div>
    </form>
  </section>`;
}

function plainPage(
  language: Language,
  make: HostedPage['make'],
  icon: Html,
  title: string,
  text: string,
  href?: string,
): HostedPage {
  const link = href !== undefined && html`<a class="button primary" href="${href}">${texts[language].link}</a>`;
  const content = html`<div class="sheet outcome">
    ${icon}
    <h1>${title}</h1>
    <p>${text}</p>
    ${link}
  </div>`;
  return { language, make, title, content };
}

const shown = (cents: number, language: Language): string => displayMoney(money(cents).value, 'EUR', language);
