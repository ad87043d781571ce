import { html, type Html, type Part } from './html.ts';
import type { HostedPage } from './page.ts';

/** What is bought. All sums are written for people already. */
export interface Order {
  readonly payTo: string;
  readonly payee: string;
  readonly total: string;
  readonly totalLabel: string;
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly sum: string }[];
}

/** One side of a page where a shopper pays: to whom, how much, and for what. @param more what stands below the lines */
export const orderPanel = ({ payTo, payee, total, totalLabel, lines }: Order, more: readonly Part[] = []): Html =>
  html`<section class="order">
    <p class="payee">${payTo} <strong>${payee}</strong></p>
    <p class="amount">${total}</p>
    <dl class="lines">
      ${lines.map(
        ({ name, quantity, sum }) =>
          html`<div>
            <dt>${name}${quantity > 1 && html` × ${quantity}`}</dt>
            <dd>${sum}</dd>
          </div>`,
      )}
      <div class="total">
        <dt>${totalLabel}</dt>
        <dd>${total}</dd>
      </div>
    </dl>
    ${more}
  </section>`;

/** A page on which nothing is left to do: a sign, a sentence, and the way out where there is one. */
export function outcomePage(
  page: Omit<HostedPage, 'content'>,
  icon: Html,
  text: string,
  way?: { readonly href: string | undefined; readonly label: string },
): HostedPage {
  const link = way?.href !== undefined && html`<a class="button primary" href="${way.href}">${way.label}</a>`;
  const content = html`<div class="sheet outcome">
    ${icon}
    <h1>${page.title}</h1>
    <p>${text}</p>
    ${link}
  </div>`;
  return { ...page, content };
}
