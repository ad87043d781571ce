import type { Text } from '@pih/schemas/types';

/** The words of a text in a language; the first language given where it is missing. */
export const textIn = (text: Text, language: string): string => text[language] ?? Object.values(text)[0] ?? '';
