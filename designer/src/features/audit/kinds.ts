import type { Kind as DocumentKind } from '@pih/schemas/types';

export type Kind = DocumentKind;

const kinds: Readonly<Record<Kind, true>> = {
  channel: true,
  checkout: true,
  dashboard: true,
  flow: true,
  kpi: true,
  notification: true,
  provider: true,
  role: true,
  settings: true,
};

/** Whether a target is a document. */
export const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text);
