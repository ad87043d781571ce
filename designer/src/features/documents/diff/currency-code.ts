/** Whether a value looks like a currency's code, "EUR"; which ones there are, the engine knows. */
export const isCurrency = (value: unknown): value is string => typeof value === 'string' && /^[A-Z]{3}$/.test(value);
