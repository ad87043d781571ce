import type { Language } from '../hosted-page/index.ts';
import type { MollieMethod } from './account.ts';

interface Words {
  title: string;
  heading: Record<MollieMethod, string>;
  payTo: string;
  testShop: string;
  total: string;
  reference: string;
  source: Record<MollieMethod, string>;
  sourceDetail: Record<MollieMethod, string>;
  pay: (sum: string) => string;
  transfer: string;
  decline: string;
  declineHint: string;
  back: string;
  doneTitle: string;
  doneText: string;
  endedTitle: string;
  endedText: string;
  link: string;
  unknownTitle: string;
  unknownText: string;
}

/** What the hosted page says. */
export const texts: Record<Language, Words> = {
  en: {
    title: 'Choose how it ends',
    heading: {
      creditcard: 'Pay by card',
      klarna: 'Buy now, pay later',
      banktransfer: 'Pay by bank transfer',
      ideal: 'Pay from your bank',
    },
    payTo: 'Payment to',
    testShop: 'Test shop',
    total: 'Total',
    reference: 'Reference',
    source: {
      creditcard: 'Test card ending in 9996',
      klarna: 'Pay in 30 days',
      banktransfer: 'NL55 TEST 0000 0000 00',
      ideal: 'Test bank',
    },
    sourceDetail: {
      creditcard: 'Nothing is charged',
      klarna: 'The shop gets its money, you get an invoice',
      banktransfer: 'Transfer the sum with the reference shown here',
      ideal: 'Nothing is charged',
    },
    pay: (sum) => `Pay ${sum}`,
    transfer: 'I have ordered the transfer',
    decline: 'Simulate a refusal',
    declineHint: 'The shop will be told that the payment failed.',
    back: 'Cancel and go back',
    doneTitle: 'This payment is done',
    doneText: 'There is nothing left to do here.',
    endedTitle: 'This payment has ended',
    endedText: 'It was cancelled, refused or too late, and nothing was taken.',
    link: 'Return to the shop',
    unknownTitle: 'There is no such payment',
    unknownText: 'It may be old, or the sandbox has been restarted since. No money was taken.',
  },
  it: {
    title: 'Scegli come va a finire',
    heading: {
      creditcard: 'Paga con carta',
      klarna: 'Compra ora, paga dopo',
      banktransfer: 'Paga con bonifico',
      ideal: 'Paga dalla tua banca',
    },
    payTo: 'Pagamento a',
    testShop: 'Negozio di prova',
    total: 'Totale',
    reference: 'Riferimento',
    source: {
      creditcard: 'Carta di prova che finisce con 9996',
      klarna: 'Paga tra 30 giorni',
      banktransfer: 'NL55 TEST 0000 0000 00',
      ideal: 'Banca di prova',
    },
    sourceDetail: {
      creditcard: 'Nessun addebito reale',
      klarna: 'Il negozio incassa subito, tu ricevi una fattura',
      banktransfer: 'Disponi il bonifico con il riferimento che vedi qui',
      ideal: 'Nessun addebito reale',
    },
    pay: (sum) => `Paga ${sum}`,
    transfer: 'Ho disposto il bonifico',
    decline: 'Simula un rifiuto',
    declineHint: 'Al negozio risulterà che il pagamento non è riuscito.',
    back: 'Annulla e torna indietro',
    doneTitle: 'Questo pagamento è concluso',
    doneText: 'Non c’è altro da fare su questa pagina.',
    endedTitle: 'Questo pagamento è terminato',
    endedText: 'È stato annullato, rifiutato o è scaduto, e non è stato prelevato nulla.',
    link: 'Torna al negozio',
    unknownTitle: 'Questo pagamento non esiste',
    unknownText: 'Potrebbe essere vecchio, oppure l’ambiente di prova è stato riavviato. Nulla è stato addebitato.',
  },
};
