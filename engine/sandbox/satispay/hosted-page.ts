import {
  backLink,
  checkIcon,
  clockIcon,
  displayMoney,
  html,
  type Html,
  type HostedPage,
  type Language,
  walletIcon,
  outcomePage,
} from '../hosted-page/index.ts';
import type { SatispayPayment } from './account.ts';
import { codeOf } from './representation.ts';
import { texts } from './texts.ts';

/** The page where the shopper confirms or declines: what to do on one side, the app on the other. */
export function confirmPage(payment: SatispayPayment, language: Language): HostedPage {
  const say = texts[language];
  const content = html`<div class="sheet paying">${orderPanel(payment, language)}${appPanel(payment, language)}</div>`;
  return { language, make: 'app', title: say.title, content };
}

export function closedPage(payment: SatispayPayment, language: Language): HostedPage {
  const say = texts[language];
  const way = payment.redirectUrl === undefined ? undefined : { href: payment.redirectUrl, label: say.link };
  if (payment.status !== 'CANCELED') return plainPage(language, checkIcon, say.doneTitle, say.doneText, way);
  return payment.isExpired
    ? plainPage(language, clockIcon, say.expiredTitle, say.expiredText, way)
    : plainPage(language, clockIcon, say.canceledTitle, say.canceledText, way);
}

export function unknownPage(language: Language): HostedPage {
  const say = texts[language];
  return plainPage(language, clockIcon, say.unknownTitle, say.unknownText);
}

/** Payments may be created without a return address; then the shopper stays here. */
export function staysPage(language: Language): HostedPage {
  const say = texts[language];
  return plainPage(language, checkIcon, say.staysTitle, say.staysText);
}

function orderPanel(payment: SatispayPayment, language: Language): Html {
  const say = texts[language];
  return html`<section class="order">
    <p class="payee">${say.payTo} <strong>${say.testShop}</strong></p>
    <p class="amount">${sumOf(payment, language)}</p>
    <ol class="steps">
      ${say.steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <p class="reference">${say.code} <code>${codeOf(payment)}</code></p>
  </section>`;
}

function appPanel(payment: SatispayPayment, language: Language): Html {
  const say = texts[language];
  const sum = sumOf(payment, language);
  return html`<section class="form">
    <div class="device">
      <div class="asked">
        <span class="initials" aria-hidden="true">${initialsOf(say.testShop)}</span>
        <h1>${say.testShop} ${say.asks}</h1>
        <p class="amount">${sum}</p>
        ${payment.externalCode !== undefined && html`<p class="reference">${say.reference} <code>${payment.externalCode}</code></p>`}
      </div>
      <div class="answer">
        <div class="source">
          ${walletIcon}
          <div>
            <p>${say.who}</p>
            <p>${say.source}</p>
          </div>
        </div>
        <form method="post">
          <div class="actions">
            <button id="pay" class="button primary" name="outcome" value="approve">${say.confirm(sum)}</button>
            <button id="decline" class="button plain" name="outcome" value="decline" aria-describedby="decline-note">
              ${say.decline}
            </button>
            <p id="decline-note" class="hint centred">${say.declineHint}</p>
            ${payment.redirectUrl !== undefined && backLink(payment.redirectUrl, say.back)}
          </div>
        </form>
      </div>
    </div>
  </section>`;
}

const plainPage = (
  language: Language,
  icon: Html,
  title: string,
  text: string,
  way?: { href: string | undefined; label: string },
): HostedPage => outcomePage({ language, make: 'app', title }, icon, text, way);

/** Cents are exact: "1590" is shown as 15.90. */
function sumOf({ amount }: SatispayPayment, language: Language): string {
  const text = String(amount).padStart(3, '0');
  return displayMoney(`${text.slice(0, -2)}.${text.slice(-2)}`, 'EUR', language);
}

const initialsOf = (name: string): string => {
  const words = name.split(' ');
  return `${words.at(0)?.[0] ?? ''}${words.at(-1)?.[0] ?? ''}`.toUpperCase();
};
