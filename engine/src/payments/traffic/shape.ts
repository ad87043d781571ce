import { readFile } from 'node:fs/promises';
import type { Attention } from '../record/payment.ts';
import type { Weights } from './random.ts';

/** What is sold, for how much: least and most, in minor units of the euro. */
export interface Product {
  name: Readonly<Record<string, string>>;
  category: string;
  price: readonly [number, number];
}

export interface BrandShape {
  id: string;
  weight: number;
  /** What its order numbers begin with. */
  prefix: string;
  channels: Weights;
  countries: Weights;
  businessShare: number;
  manualCapture: number;
  products: readonly Product[];
}

export interface PeopleShape {
  language: string;
  first: readonly string[];
  last: readonly string[];
  cities: readonly (readonly [city: string, postcode: string])[];
  streets: readonly string[];
  phone: string;
}

/** How shoppers and providers of the demo organisation behave: seeds/traffic/shape.json. Shares are from 0 to 1. */
export interface Shape {
  /** How busy each hour of the day is, by the merchant's clock. */
  hours: readonly number[];
  /** The same of the days of the week; 0 is Sunday. */
  weekdays: Weights;
  growthPerDay: number;
  brands: readonly BrandShape[];
  /** Where another currency is used, with what a euro is worth in it. */
  currencies: Readonly<Record<string, { currency: string; rate: number }>>;
  people: Readonly<Record<string, PeopleShape>>;
  /** How many come back with the same address. */
  returning: number;
  userAgents: Weights;
  methods: Readonly<Record<string, { liking: number; success: number; declines: Weights }>>;
  /** What providers call their refusals. */
  codes: Readonly<Record<string, string>>;
  habits: Readonly<Record<'neverLooks' | 'leaves' | 'triesAgain' | 'canceledByShop' | 'byLink' | 'noted', number>>;
  refunds: { share: number; partly: number; withinDays: number; reasons: readonly string[] };
  incidents: Partial<Record<Incident, number>>;
  /** Whose provider looks at some payments for days before it lets the money go. */
  slowMethod: string;
  /** An order that no method can be offered for. */
  hopeless: { brand: string; channel: string; name: Readonly<Record<string, string>>; category: string; cents: number };
  /** So many go wrong in all, however few payments there are: otherwise a small demo would show nothing of it. */
  leastIncidents: number;
  acknowledged: { share: number; afterDays: number; notes: readonly string[] };
  notes: readonly string[];
  /** One provider fails for some hours; `at` says when in the period. */
  outage: { provider: string; at: number; hours: number; share: number };
}

/** What goes wrong beyond a decline, so that somebody has to look. */
export type Incident = Attention | 'corrected';

/** @param file seeds/traffic/shape.json */
export const readShape = async (file: string): Promise<Shape> => JSON.parse(await readFile(file, 'utf8')) as Shape;
