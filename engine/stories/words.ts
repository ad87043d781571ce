export type Language = 'en' | 'it';

/** What people read on the screens, by language. */
export const words = {
  en: {
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    skipTour: 'Skip the tour',
    transactions: 'Transactions',
    live: 'Live',
    methods: { card: 'Card', paypal: 'PayPal', satispay: 'Satispay', scalapay: 'Scalapay' },
    pay: (amount: string, method: string) => `Pay ${amount} with ${method}`,
    declined: (method: string) => `The payment with ${method} was declined`,
    stopped: (method: string) => `You stopped the payment with ${method}`,
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
    skipTour: 'Salta la visita',
    transactions: 'Transazioni',
    live: 'In diretta',
    methods: { card: 'Carta', paypal: 'PayPal', satispay: 'Satispay', scalapay: 'Scalapay' },
    pay: (amount: string, method: string) => `Paga ${amount} con ${method}`,
    declined: (method: string) => `Il pagamento con ${method} è stato rifiutato`,
    stopped: (method: string) => `Hai interrotto il pagamento con ${method}`,
    paid: 'Pagamento ricevuto',
    states: { paid: 'Pagato', partially_refunded: 'Rimborsato in parte' },
    refund: 'Rimborsa',
    refundAmount: 'Importo da rimborsare',
    reason: 'Motivo',
  },
};
