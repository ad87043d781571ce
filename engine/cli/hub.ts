import type { AnyDocument, AuditVerification, ConfigExport, ImportAnswer, ImportRequest, Problem } from '@pih/schemas';
import { Refused, Unreachable } from './ends.ts';
import type { DocumentFile } from './files.ts';
import { problemsInWords, withoutControls } from './problems-in-words.ts';

/** A whole configuration is judged and published in seconds; whoever needs longer does not answer. */
const patienceMs = 120_000;

const howToGetAKey = (
  url: string,
): string => `Set HUB_KEY to an API key whose role may do config.read, and config.publish to compare or import.
An operator who may manage keys makes one, here with the role "administrator":

  curl -c jar -H 'Content-Type: application/json' -d '{"email":"…","password":"…"}' ${url}/v1/session
  curl -b jar -H 'Content-Type: application/json' -H 'X-CSRF-Token: <csrfToken of that answer>' \\
    -d '{"name":"configuration","roles":["administrator"]}' ${url}/v1/api-keys`;

/** The running engine that the environment names. */
export class Hub {
  readonly url: string;
  readonly #key: string;

  /** @throws Unreachable without a key, or when the address is none */
  constructor(env: NodeJS.ProcessEnv = process.env) {
    this.url = (env['HUB_URL'] || 'http://localhost:3000').replace(/\/+$/, '');
    if (!/^https?:\/\//.test(this.url) || !URL.canParse(this.url))
      throw new Unreachable(`HUB_URL is not a web address: ${this.url}`);
    this.#key = env['HUB_KEY'] ?? '';
    if (!this.#key) throw new Unreachable(howToGetAKey(this.url));
  }

  /** Every document that is published there. @throws Refused, Unreachable */
  async export(): Promise<AnyDocument[]> {
    const { documents } = await this.#ask<ConfigExport>('/v1/config-export');
    return documents as unknown as AnyDocument[];
  }

  /** Says what publishing documents would change. @throws Refused naming files and fields, Unreachable */
  compare(files: readonly DocumentFile[]): Promise<ImportAnswer> {
    return this.#import(files, { note: 'Only compared', dryRun: true });
  }

  /** Publishes documents as they were compared. @throws Refused, also when somebody was faster; Unreachable */
  import(files: readonly DocumentFile[], note: string, { changes }: ImportAnswer): Promise<ImportAnswer> {
    const expected = changes.flatMap(({ kind, id, revision }) =>
      revision ? [[`${kind}/${id}`, revision] as const] : [],
    );
    return this.#import(files, { note, revisions: Object.fromEntries(expected) });
  }

  /** Whether the audit trail there is as it was written. @throws Refused, Unreachable */
  verifyAudit(query: Readonly<Record<string, string>>): Promise<AuditVerification> {
    return this.#ask<AuditVerification>(`/v1/audit/verify?${new URLSearchParams(query)}`);
  }

  #import(files: readonly DocumentFile[], how: Omit<ImportRequest, 'documents'>): Promise<ImportAnswer> {
    const documents = files.map(({ document }) => document);
    return this.#ask<ImportAnswer>('/v1/config-import', { documents, ...how }, files);
  }

  async #ask<Answer>(path: string, body?: unknown, files: readonly DocumentFile[] = []): Promise<Answer> {
    const answer = await fetch(this.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Authorization: `Bearer ${this.#key}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    }).catch((error: Error & { cause?: Error }) => {
      throw new Unreachable(
        `${this.url} does not answer: ${error.cause?.message || error.message}. Is the engine running? Set HUB_URL to its address.`,
      );
    });
    const text = await answer.text();
    if (!answer.headers.get('content-type')?.includes('json'))
      throw new Unreachable(`${this.url} is no Payment Integration Hub: it answered ${answer.status} without JSON.`);
    const said: unknown = JSON.parse(text);
    if (answer.ok) return said as Answer;
    throw this.#refusal(said as Problem, files);
  }

  #refusal({ status, title, detail = '', errors }: Problem, files: readonly DocumentFile[]): Error {
    if (status === 401) return new Unreachable(`${this.url} does not know this key.\n\n${howToGetAKey(this.url)}`);
    if (status === 429 || status >= 500) return new Unreachable(`${title}. ${detail}`);
    if (!errors?.length) return new Refused(withoutControls(`${title}. ${inFiles(detail, files)}`));
    const problems = errors.map(({ path, message }) => placed(path, message, files));
    return new Refused(`${title}.\n\n${problemsInWords(problems)}`);
  }
}

const inList = /\/documents\/(\d+)((?:\/[^\s:]*)?)/g;

/** Places in the list that was sent, as places in files. */
const inFiles = (text: string, files: readonly DocumentFile[]): string =>
  text.replace(inList, (all, index: string, path: string) => {
    const file = files[Number(index)]?.file;
    return file === undefined ? all : `${file}${path && ` ${path}`}`;
  });

function placed(path: string, message: string, files: readonly DocumentFile[]) {
  const [, index, inDocument = ''] = /^\/documents\/(\d+)(.*)$/s.exec(path) ?? [];
  const file = index === undefined ? undefined : files[Number(index)]?.file;
  return { file: file ?? '', path: file === undefined ? path : inDocument, message: inFiles(message, files) };
}
