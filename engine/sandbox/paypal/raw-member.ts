/**
 * The text of one member of a JSON object, exactly as written: `rawMember('{"a": {"b":1.0} }', 'a')` is `{"b":1.0}`.
 * Parsing and writing again would change numbers, escapes and spaces, and a checksum over the text would no longer fit.
 * @param json must be valid JSON (parse it first) and an object
 * @returns the last member of that name, as JSON.parse would take it; undefined without one
 */
export function rawMember(json: string, name: string): string | undefined {
  let found: string | undefined;
  let at = skipSpace(json, json.indexOf('{') + 1);
  while (json[at] === '"') {
    const nameEnd = endOfString(json, at);
    const start = skipSpace(json, json.indexOf(':', nameEnd) + 1);
    const end = endOfValue(json, start);
    if (JSON.parse(json.slice(at, nameEnd)) === name) found = json.slice(start, end);
    at = skipSpace(json, end);
    if (json[at] !== ',') break;
    at = skipSpace(json, at + 1);
  }
  return found;
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (at < json.length && ' \t\r\n'.includes(json.charAt(at))) at += 1;
  return at;
}

/** Just past the closing quote of the string that starts at `from`. */
function endOfString(json: string, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Just past the value that starts at `from`: a string, a nested object or list, or a bare word. */
function endOfValue(json: string, from: number): number {
  if (json[from] === '"') return endOfString(json, from);
  let depth = 0;
  let at = from;
  while (at < json.length) {
    const character = json.charAt(at);
    if (depth === 0 && ',}] \t\r\n'.includes(character)) return at;
    if (character === '"') {
      at = endOfString(json, at);
      continue;
    }
    if ('{['.includes(character)) depth += 1;
    if ('}]'.includes(character)) depth -= 1;
    at += 1;
    if (depth === 0 && '}]'.includes(character)) return at;
  }
  return at;
}
