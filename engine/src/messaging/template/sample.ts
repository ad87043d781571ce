import type { MessageFacts } from '../facts.ts';

const at = new Date('2026-03-12T09:30:00Z');
const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** As long as orders get: a loop within a loop within a loop over them shows that it does not end in time. */
const manyItems = 60;

/**
 * A payment that has everything a template may name: what templates are tried on, and the help for their authors.
 * @param items how many lines its order has
 */
export const sampleFacts = (language: string, items = manyItems): MessageFacts => ({
  payment: {
    id: 'pay_01JDCJ0000000000000000000A',
    reference: 'ORDER-1001',
    state: 'partially_refunded',
    total: eur(64_80),
    paid: eur(64_80),
    refunded: eur(12_90),
    rest: eur(51_90),
    method: language === 'it' ? 'Carta' : 'Card',
    description: language === 'it' ? 'Ordine dal negozio online' : 'Order from the web shop',
    items: Array.from({ length: items }, (_, index) => ({
      name:
        (language === 'it' ? ['Olio extravergine', 'Tagliere in ulivo'] : ['Olive oil', 'Olive-wood board'])[
          index % 2
        ] ?? '',
      quantity: 1 + (index % 2),
      price: eur(12_90),
      total: eur(12_90 * (1 + (index % 2))),
    })),
    createdAt: at,
    paidAt: at,
    expiresAt: new Date(at.getTime() + 3_600_000),
    channel: 'web',
    metadata: {},
    custom: {},
  },
  refund: { amount: eur(12_90), reason: language === 'it' ? 'Articolo rovinato' : 'Damaged item', at },
  shopper: {
    name: 'Anna Bianchi',
    firstName: 'Anna',
    email: 'anna@example.com',
    phone: '+39 011 555 0100',
    country: 'IT',
  },
  merchant: { name: 'Botteghe Riunite S.r.l.', email: 'info@shop.example', taxId: 'IT01234567890', city: 'Torino' },
  brand: { name: 'Rosmarino', support: 'help@shop.example' },
  invoice: { number: 'A/2026/17', total: eur(64_80), issuedAt: at },
  links: {
    checkout: 'https://pay.shop.example/checkout/example',
    terms: 'https://shop.example/terms',
    privacy: 'https://shop.example/privacy',
    shop: 'https://shop.example/thanks',
  },
  language,
});
