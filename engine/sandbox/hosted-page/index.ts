export { html, type Html } from './html.ts';
export { languageFor, type Language } from './language.ts';
export { displayMoney } from './money.ts';
export { leave, sendPage, type HostedPage } from './page.ts';
export { backLink, cardIcon, checkIcon, clockIcon, notice, walletIcon } from './parts.ts';
export { orderPanel, outcomePage } from './panels.ts';
