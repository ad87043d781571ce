import { MappingFault } from './expressions.ts';

/**
 * Headers that can be sent as they are: none breaks into another, and none has characters that HTTP does not carry.
 * @throws MappingFault naming the header; its value may be secret
 */
export function sendable(headers: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(headers))
    // Blanks and breaks around a value are not sent: secrets are often pasted with one at the end.
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value.trim()))
      throw new MappingFault(`The header "${name}" would carry characters that headers cannot have`);
  return { ...headers };
}
