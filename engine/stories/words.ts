export type Language = 'en' | 'it';

/** What people read on the screens, by language. */
export const words = {
  en: {
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    transactions: 'Transactions',
    live: 'Live',
    methods: { card: 'Card', paypal: 'PayPal' },
    pay: (amount: string, method: string) => `Pay ${amount} with ${method}`,
    declined: (method: string) => `The payment with ${method} was declined`,
    paid: 'Payment received',
    states: { paid: 'Paid', partially_refunded: 'Partly refunded' },
    refund: 'Refund',
    refundAmount: 'Amount to refund',
    reason: 'Reason',
  },
  it: {
    email: 'E-mail',
    password: 'Password',
    signIn: 'Accedi',
    transactions: 'Transazioni',
    live: 'In diretta',
    methods: { card: 'Carta', paypal: 'PayPal' },
    pay: (amount: string, method: string) => `Paga ${amount} con ${method}`,
    declined: (method: string) => `Il pagamento con ${method} è stato rifiutato`,
    paid: 'Pagamento ricevuto',
    states: { paid: 'Pagato', partially_refunded: 'Rimborsato in parte' },
    refund: 'Rimborsa',
    refundAmount: 'Importo da rimborsare',
    reason: 'Motivo',
  },
};
