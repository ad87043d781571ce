import type { PaymentQuery } from '@pih/schemas';
import type { Filter } from '../../http/index.ts';
import type { PaymentRepository } from '../record/repository.ts';
import { periodOf, type Period } from './birth.ts';
import { laneByBirth, lanesIn, type Lane } from './lane.ts';
import type { PathByBirth } from './paths.ts';
import { laneOfMeanings, meaningsOf, meaningsOfCustomer, type LookElsewhere } from './search.ts';
import type { Question } from './window.ts';

/** What whoever asks may see. */
export interface Sight {
  /** Holds for every stored payment that they may see; absent when they may see all. */
  scope?: Filter | undefined;
  /** They see e-mail addresses in part only, so that nothing is found by one. */
  masksEmail?: boolean;
  /** Finds payments by what other rooms know of them. */
  lookElsewhere?: LookElsewhere;
}

/** Filters that compare one field with any of a list. */
const anyOf = {
  state: 'state',
  method: 'method',
  provider: 'provider',
  brand: 'brand',
  channel: 'channel',
  type: 'type',
  country: 'country',
  attention: 'attention',
  currency: 'total.currency',
} as const satisfies Partial<Record<keyof PaymentQuery, PathByBirth>>;

function lanesOf(query: PaymentQuery): Lane[] {
  return Object.entries(anyOf).flatMap(([name, path]) => {
    const values = query[name as keyof typeof anyOf] ?? [];
    return values.length ? [laneByBirth(path, values)] : [];
  });
}

/** Sums of different currencies cannot be compared, so an amount goes with one currency. */
function laneOfAmount({ amountFrom, amountTo, currency = [] }: PaymentQuery): Lane[] {
  if (amountFrom === undefined && amountTo === undefined) return [];
  const amount = { $gte: amountFrom ?? 0, ...(amountTo !== undefined && { $lte: amountTo }) };
  const filter = { 'total.currency': currency[0], 'total.amount': amount };
  return [{ index: 'total.currency_1_total.amount_1', filter, isByBirth: false }];
}

export interface Asked extends Question {
  period: Period;
  /** Personal fields that were asked about and not searched. */
  isMasked: boolean;
}

/** What a request asks for, with all ways that lead there. */
export async function asked(payments: PaymentRepository, query: PaymentQuery, sight: Sight): Promise<Asked> {
  const { search, customer } = query;
  const { scope, masksEmail = false, lookElsewhere } = sight;
  const period = periodOf(query);
  const plain = [...lanesOf(query), ...laneOfAmount(query)];
  const texts = [
    ...(search
      ? [laneOfMeanings(payments, meaningsOf(search, masksEmail), period, (await lookElsewhere?.(search)) ?? [])]
      : []),
    ...(customer ? [laneOfMeanings(payments, masksEmail ? [] : meaningsOfCustomer(customer), period)] : []),
  ];
  const meant = await Promise.all(texts);
  return {
    conditions: [
      ...plain.map(({ filter }) => filter),
      ...meant.map(({ condition }) => condition),
      ...(scope ? [scope] : []),
    ],
    lanes: [...plain, ...meant.flatMap(({ lane }) => lane ?? []), ...(scope ? lanesIn(scope) : [])],
    period,
    isMasked: masksEmail && (customer !== undefined || search?.includes('@') === true),
  };
}
