/** A message, or one per plural category (CLDR) of the value named `count`. */
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Messages<Key extends string = string> = Readonly<Record<Key, Message>>;
export type Values = Readonly<Record<string, string | number>>;
export type Translate<Key extends string = string> = (key: Key, values?: Values) => string;

/** Replaces each `{name}`; a name without a value stays visible, so that a gap is noticed. */
function fill(message: string, values: Values, number: Intl.NumberFormat): string {
  return message.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    if (value === undefined) return gap;
    return typeof value === 'number' ? number.format(value) : value;
  });
}

/**
 * Speaks one language: `t('items', { count: 2 })` gives "2 items".
 * @param language picks the plural category and the shape of numbers
 */
export function translator<Key extends string>(messages: Messages<Key>, language: string): Translate<Key> {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const message = messages[key];
    if (typeof message === 'string') return fill(message, values, number);
    const category = plural.select(Number(values.count));
    return fill(message?.[category] ?? message?.other ?? key, values, number);
  };
}
