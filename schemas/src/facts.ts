import type { Settings, Text } from './generated/types.ts';

/** The type of a fact decides which operators fit and what a value may be. */
export type FactType = 'text' | 'number' | 'boolean' | 'list' | 'money' | 'time';

/** What a flow may ask about a payment. */
export interface FactDefinition {
  id: string;
  type: FactType;
  label: Text;
  /** Allowed values, where they are known. */
  options?: readonly string[];
  /** What people call those values, where the merchant named them. */
  optionLabels?: Readonly<Record<string, Text>>;
}

const fact = (id: string, type: FactType, en: string, it: string, options?: readonly string[]): FactDefinition => ({
  id,
  type,
  label: { en, it },
  ...(options && { options }),
});

/** Facts that every payment has or may have; the merchant's own come from the settings as `custom.<id>`. */
export const builtInFacts: readonly FactDefinition[] = [
  fact('amount', 'money', 'Amount', 'Importo'),
  fact('currency', 'text', 'Currency', 'Valuta'),
  fact('brand', 'text', 'Brand', 'Marchio'),
  fact('channel', 'text', 'Channel', 'Canale', ['web', 'app', 'store', 'phone', 'link']),
  fact('customerType', 'text', 'Customer type', 'Tipo di cliente', ['private', 'business']),
  fact('country', 'text', 'Country', 'Paese'),
  fact('language', 'text', 'Language', 'Lingua'),
  fact('device', 'text', 'Device', 'Dispositivo', ['desktop', 'mobile', 'tablet']),
  fact('categories', 'list', 'Product categories', 'Categorie di prodotto'),
  fact('itemCount', 'number', 'Number of items', 'Numero di articoli'),
  fact('weekday', 'text', 'Weekday', 'Giorno della settimana', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
  fact('timeOfDay', 'time', 'Time of day', 'Ora del giorno'),
  fact('date', 'text', 'Date', 'Data'),
];

/** What an approval rule may ask about a change of a document. */
export const changeFacts: readonly FactDefinition[] = [
  fact('kind', 'text', 'Kind of document', 'Tipo di documento', [
    'channel',
    'checkout',
    'dashboard',
    'flow',
    'kpi',
    'notification',
    'provider',
    'role',
    'settings',
  ]),
  fact('document', 'text', 'Document', 'Documento'),
  fact('how', 'text', 'Way of going live', 'Modo di andare in linea', [
    'publish',
    'schedule',
    'canary',
    'rollback',
    'archive',
    'restore',
  ]),
  fact('environment', 'text', 'Environment of the provider', 'Ambiente del fornitore', [
    'simulator',
    'sandbox',
    'live',
  ]),
  fact('changed', 'list', 'Changed fields', 'Campi modificati'),
  fact('author', 'text', 'Author', 'Autore'),
];

/** What the condition of a role's grant may ask about a payment. */
export const scopeFacts: readonly FactDefinition[] = [
  fact('method', 'text', 'Method', 'Metodo'),
  fact('provider', 'text', 'Provider', 'Fornitore'),
  fact('channel', 'text', 'Channel', 'Canale', ['web', 'app', 'store', 'phone', 'link']),
  fact('brand', 'text', 'Brand', 'Marchio'),
  fact('country', 'text', 'Country', 'Paese'),
  fact('currency', 'text', 'Currency', 'Valuta'),
  fact('state', 'text', 'State', 'Stato', [
    'created',
    'pending',
    'authorized',
    'paid',
    'partially_refunded',
    'refunded',
    'failed',
    'canceled',
    'expired',
  ]),
  fact('type', 'text', 'Type', 'Tipo', ['direct', 'subscription', 'link']),
  fact('amount', 'money', 'Amount', 'Importo'),
];

/** What an approval rule may ask about a refund, a capture or a cancelation that somebody asks for. */
export const actionFacts: readonly FactDefinition[] = [
  ...scopeFacts,
  fact(
    'todayByPerson',
    'number',
    'Refunds of the person today, this one included',
    'Rimborsi di oggi della persona, questo compreso',
  ),
  fact('reasonGiven', 'boolean', 'Reason given', 'Motivo indicato'),
];

/** All facts of an installation: the built-in ones and the custom ones of its settings. */
export function factsOf(settings: Pick<Settings, 'customFacts' | 'categories'>): FactDefinition[] {
  const { categories } = settings;
  const named = categories && {
    options: categories.map(({ id }) => id),
    optionLabels: Object.fromEntries(categories.map(({ id, label }) => [id, label])),
  };
  const builtIn = builtInFacts.map((known) => (known.id === 'categories' ? { ...known, ...named } : known));
  const custom = (settings.customFacts ?? []).map(({ id, label, type, options }) => ({
    id: `custom.${id}`,
    type,
    label,
    ...(options && { options }),
  }));
  return [...builtIn, ...custom];
}

/** Which operators fit a fact of each type. */
export const operatorsFor: Readonly<Record<FactType, readonly string[]>> = {
  text: ['equal', 'notEqual', 'in', 'notIn', 'startsWith'],
  number: [
    'equal',
    'notEqual',
    'in',
    'notIn',
    'greaterThan',
    'greaterThanInclusive',
    'lessThan',
    'lessThanInclusive',
    'between',
  ],
  boolean: ['equal', 'notEqual'],
  list: ['contains', 'doesNotContain', 'containsAnyOf', 'containsAllOf', 'containsNoneOf'],
  money: ['equal', 'notEqual', 'greaterThan', 'greaterThanInclusive', 'lessThan', 'lessThanInclusive', 'between'],
  time: [
    'equal',
    'notEqual',
    'greaterThan',
    'greaterThanInclusive',
    'lessThan',
    'lessThanInclusive',
    'between',
    'inTimeWindow',
  ],
};
