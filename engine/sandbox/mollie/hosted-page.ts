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
  orderPanel,
  outcomePage,
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
  const content = html`<div class="sheet paying">${orderOf(payment, language)}${payPanel(payment, language)}</div>`;
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

function orderOf(payment: MolliePayment, language: Language): Html {
  const say = texts[language];
  const order = {
    payTo: say.payTo,
    payee: say.testShop,
    total: shown(payment.amount, language),
    totalLabel: say.total,
    lines: payment.lines.map(({ description, quantity, cents }) => ({
      name: description,
      quantity,
      sum: shown(cents, language),
    })),
  };
  return orderPanel(order, [html`<p class="reference">${say.reference} <code>${payment.description}</code></p>`]);
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

const plainPage = (
  language: Language,
  make: HostedPage['make'],
  icon: Html,
  title: string,
  text: string,
  href?: string,
): HostedPage => outcomePage({ language, make, title }, icon, text, { href, label: texts[language].link });

const shown = (cents: number, language: Language): string => displayMoney(money(cents).value, 'EUR', language);
