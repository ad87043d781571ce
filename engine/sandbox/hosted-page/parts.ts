import { html, type Html } from './html.ts';

const drawn = (paths: Html): Html => html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;

export const cardIcon = drawn(
  html`<rect x="2.5" y="5" width="19" height="14" rx="2.5" /><path d="M2.5 10h19M6.5 15h4" />`,
);
export const walletIcon = drawn(
  html`<path
      d="M19 8V6a2 2 0 0 0-2-2H5.5A2.5 2.5 0 0 0 3 6.5v11A2.5 2.5 0 0 0 5.5 20H19a2 2 0 0 0 2-2v-8a2 2 0 0 0-2-2H5.5"
    />
    <path d="M16.5 14h.01" />`,
);
export const bankIcon = drawn(html`<path d="M3 9.5 12 4l9 5.5M4.5 20h15M6.5 10v7M10.2 10v7M13.8 10v7M17.5 10v7" />`);
export const phoneIcon = drawn(html`<rect x="6.5" y="2.5" width="11" height="19" rx="2.5" /><path d="M11 18h2" />`);
export const calendarIcon = drawn(
  html`<rect x="3.5" y="5" width="17" height="15.5" rx="2.5" /><path
      d="M3.5 10h17M8 2.8V7M16 2.8V7M8 14h.01M12 14h.01M16 14h.01"
    />`,
);
export const checkIcon = drawn(html`<circle cx="12" cy="12" r="9" /><path d="m8 12.4 2.7 2.6L16 9.5" />`);
export const clockIcon = drawn(html`<circle cx="12" cy="12" r="9" /><path d="M12 7v5.2l3.2 2" />`);
export const flaskIcon = drawn(
  html`<path d="M9.5 3h5M10.5 3v6L5 18.6A1.6 1.6 0 0 0 6.4 21h11.2a1.6 1.6 0 0 0 1.4-2.4L13.5 9V3M7.6 15h8.8" />`,
);
const alertIcon = drawn(html`<circle cx="12" cy="12" r="9" /><path d="M12 7.5v5.2M12 16.4h.01" />`);
const backIcon = drawn(html`<path d="M19 12H5m6-6.5L4.5 12l6.5 6.5" />`);

/** Something that went wrong, said at once to a screen reader too. */
export const notice = (title: string, advice: string): Html =>
  html`<div class="notice" role="alert">
    ${alertIcon}
    <p><strong>${title}</strong> ${advice}</p>
  </div>`;

/** The way back to the shop. A link, because nothing changes at the provider when a shopper leaves. */
export const backLink = (href: string, label: string): Html =>
  html`<a id="back" class="button quiet" href="${href}">${backIcon}${label}</a>`;
