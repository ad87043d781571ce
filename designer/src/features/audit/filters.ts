import type { AuditQuery } from '@pih/schemas/types';
import type { LocationQuery } from 'vue-router';
import { subjects, type Subject } from './subjects.ts';

/** What narrows the trail, as it stands in the address of the page. */
export interface AuditFilters {
  who?: 'operator' | 'api_key' | 'system';
  actor?: string;
  what?: Subject;
  payment?: string;
  search?: string;
  /** Calendar days such as "2026-11-23", both included. */
  from?: string;
  to?: string;
}

const forms: Readonly<Record<keyof AuditFilters, RegExp>> = {
  who: /^(operator|api_key|system)$/,
  actor: /^(opr|key)_\w{1,40}$/,
  what: new RegExp(`^(${Object.keys(subjects).join('|')})$`),
  payment: /^pay_\w{1,40}$/,
  search: /^.{1,120}$/s,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
};

/** Reads the filters of an address; what has another form, as in a link that was mistyped, is left out. */
export function filtersIn(query: LocationQuery): AuditFilters {
  const found = Object.entries(forms).flatMap(([name, form]) => {
    const value = query[name];
    return typeof value === 'string' && form.test(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(found) as AuditFilters;
}

/**
 * What the engine is asked for.
 * @param dayStart when a calendar day begins where the merchant is
 */
export function queryOf(filters: AuditFilters, dayStart: (day: string, after?: number) => Date): AuditQuery {
  const { who, actor, what, payment, search, from, to } = filters;
  return {
    ...(who && { actorType: [who] }),
    ...(actor && { actor }),
    ...(what && subjects[what]),
    ...(payment && { payment }),
    ...(search && { search }),
    ...(from && { from: dayStart(from).toISOString() }),
    ...(to && { to: dayStart(to, 1).toISOString() }),
  };
}
