import { cardsIn } from './card-text.ts';
import { ibansIn } from './ibans.ts';
import { createHarmless } from './harmless.ts';
import { secretsKnown } from './known-secrets.ts';

/** Names of what opens a door or names a person, without regard to capitals, hyphens and underscores. */
const keptFields = new Set(
  [
    'key',
    'keys',
    'csrf',
    'csrftoken',
    'cvc',
    'cvv',
    'cardnumber',
    'pan',
    'iban',
    'shopper',
    'customer',
    'payer',
  ].concat(
    ['email', 'phone', 'telephone', 'address', 'billing', 'shipping', 'firstname', 'lastname', 'surname', 'fullname'],
    ['taxid', 'vatid', 'vatnumber', 'fiscalcode', 'birthdate', 'dateofbirth', 'useragent'],
  ),
);
const secretEndings =
  'password|passphrase|secret|token|authorization|cookie|credentials?|api[-_]?key|secret[-_]?key|private[-_]?key|' +
  'master[-_]?key|signature';
const keptEndings = new RegExp(`(?:${secretEndings})$`);

/** Whether what stands under this name is kept out of the log whatever it is. */
export function isKept(field: string): boolean {
  const plain = field.toLowerCase().replace(/[-_]/g, '');
  return keptFields.has(plain) || keptEndings.test(plain);
}

/** What gives itself away by its form, wherever it stands. The order counts: the longer forms come first. */
const forms: readonly [form: RegExp, instead: string][] = [
  // RFC 9110, section 11.6.2: the scheme says what follows. A word or two of prose has no digit and no capital inside.
  [/\b([Bb]earer|[Bb]asic|[Dd]igest|[Ss]ignature)\s+(?=\S*[\dA-Z=+/_])[^\s"',;]{6,}/g, '$1 [credentials]'],
  [/\bpihk_[\w-]+/g, '[key]'],
  [/\b(?:sk|rk|pk)_(?:live|test)_\w+|\bwhsec_[\w+/=]+/g, '[key]'],
  [/\beyJ[\w-]{4,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g, '[key]'],
  [/((?:__Host-)?pih_session=)[^;\s"']+/g, '$1[token]'],
  [/(\/checkout\/)(?!assets\/|:)[\w-]{20,}/g, '$1[token]'],
  // 256 bits in base64url, as tokens of sessions, checkouts and their proofs are written.
  [/(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}(?![\w-])/g, '[token]'],
  // A URI with a password, such as that of a database.
  [/(:\/\/)[^\s/@:"']+:[^\s/@"']+@/g, '$1[credentials]@'],
  [
    // Before the @ stand 64 signs at most (RFC 5321, section 4.5.3.1.1); unbounded, a long text would hold up the log.
    /(?:[\p{L}\p{N}._+'-]|%2B){1,64}(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu,
    '[e-mail]',
  ],
  // Behind the name of a secret, in quotes: JSON that was cut off or stands inside other JSON, and what inspectors print.
  [new RegExp(`((?:${secretEndings})\\\\*["']?\\s?[:=]\\s?(\\\\*["']))(?:(?!\\2).){1,500}`, 'gis'), '$1[kept]'],
  // The same without quotes: a form, an address, a header. After a colon prose may follow, so there a digit must, too.
  [
    new RegExp(
      `((?:${secretEndings})(?:=|%3d|%22%3a%22|:\\s?(?=\\S{0,100}\\d)))(?![[])(?:[^\\s"'&,;(){}[\\]%]|%(?!22))+`,
      'gi',
    ),
    '$1[kept]',
  ],
];

const phone = /(?<![\w.+])(?:\+|%2B|00(?=[1-9]))(?:[\s().\u00a0/-]|%20)*\d(?:(?:[\s().\u00a0/-]|%20)*\d){6,14}(?!\d)/gi;

function cut(text: string, places: readonly { start: number; end: number }[], instead: string): string {
  let at = 0;
  const kept = places.map(({ start, end }) => {
    const part = text.slice(at, start) + instead;
    at = end;
    return part;
  });
  return kept.join('') + text.slice(at);
}

const harmless = createHarmless();

/** A text without card and account numbers, e-mails, telephone numbers, keys, tokens and the secrets that are known. */
export function redactText(text: string): string {
  if (harmless.has(text)) return text;
  const left = searched(text);
  if (left === text) harmless.add(text);
  return left;
}

function searched(text: string): string {
  let left = text;
  for (const secret of secretsKnown()) if (left.includes(secret)) left = left.replaceAll(secret, '[secret]');
  left = cut(left, cardsIn(left), '[card number]');
  left = cut(left, ibansIn(left), '[account number]');
  for (const [form, instead] of forms) left = left.replace(form, instead);
  return left.replace(phone, '[telephone]');
}

/** JSON in a text is read as what it says: a name in it tells as much as it does outside. */
function redactedText(text: string): string {
  if (!/^\s*[[{]/.test(text)) return redactText(text);
  try {
    return JSON.stringify(redacted(JSON.parse(text)));
  } catch {
    return redactText(text);
  }
}

/** The same value with everything taken out that is secret or personal, at any depth; what was given stays as it was. */
export function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redactedText(value);
  if (typeof value === 'number') {
    const text = String(value);
    return cardsIn(text).length > 0 ? '[card number]' : value;
  }
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [redactText(field), isKept(field) ? '[kept]' : redacted(item)]),
  );
}
