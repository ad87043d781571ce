import type { Channel, CheckoutTheme, DemoOrder, Text } from '@pih/schemas/types';
import type { FactType } from '@pih/schemas/facts';
import type { PageLanguage } from '../words/index.ts';

/** What the demo shop may put into an order, and who may watch it. */
export interface DemoOptions {
  brands: { id: string; title: string; languages: PageLanguage[]; theme?: CheckoutTheme; logo?: string }[];
  categories: { id: string; label: Text | string }[];
  channels: Channel[];
  currencies: string[];
  customFacts: CustomFact[];
  consoleUrl: string;
  operators: { email: string; password: string; name: string; roles?: string[] }[];
}

export interface CustomFact {
  id: string;
  type: FactType;
  label: Text | string;
  options?: readonly string[];
}

/** What came of an order; `consoleUrl` leads to the payment in the console. */
export interface CreatedOrder {
  id: string;
  checkoutUrl: string;
  consoleUrl: string;
}

/** An order of this visit, kept so that both sides stay within reach after paying. */
export interface KeptOrder extends CreatedOrder {
  brand: string;
  total: DemoOrder['total'];
}
