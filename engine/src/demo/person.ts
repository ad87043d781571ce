import type { Session } from '@pih/schemas';

/** What a browser of the office calls itself. */
const browsers: readonly string[] = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
];

/** Where and as whom somebody signs in. */
export interface Login {
  url: string;
  email: string;
  password: string;
  /** Which of the office's browsers is theirs. */
  seat: number;
}

/** What the hub answered; `body` is undefined where it was no JSON. */
export interface Answered<Body> {
  status: number;
  body: Body | undefined;
}

/** Somebody at the console: does by the API what their browser would do, as themselves. */
export class Person {
  readonly #login: Login;
  #session: { cookie: string; token: string } | undefined;

  constructor(login: Login) {
    this.#login = login;
  }

  /** @param password another than theirs, such as one that was mistyped */
  async signIn(password = this.#login.password): Promise<void> {
    const { url, email } = this.#login;
    const answer = await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { ...this.#browser, 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const body = (await answer.json()) as Partial<Session>;
    const [cookie] = answer.headers.get('set-cookie')?.split(';') ?? [];
    this.#session = cookie && body.csrfToken ? { cookie, token: body.csrfToken } : undefined;
  }

  async signOut(): Promise<void> {
    if (this.#session) await this.#send('DELETE', '/v1/session');
    this.#session = undefined;
  }

  get<Body>(path: string): Promise<Answered<Body>> {
    return this.#asked('GET', path);
  }

  /** @param key of the intention: the same again does nothing more */
  post<Body>(path: string, key: string, body?: unknown): Promise<Answered<Body>> {
    return this.#asked('POST', path, body, key);
  }

  async #asked<Body>(method: string, path: string, body?: unknown, key?: string): Promise<Answered<Body>> {
    if (!this.#session) await this.signIn();
    let answer = await this.#send(method, path, body, key);
    if (answer.status === 401) {
      // Too long ago: sessions end.
      await this.signIn();
      answer = await this.#send(method, path, body, key);
    }
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? (JSON.parse(text) as Body) : undefined };
  }

  #send(method: string, path: string, body?: unknown, key?: string): Promise<Response> {
    const { cookie = '', token = '' } = this.#session ?? {};
    return fetch(this.#login.url + path, {
      method,
      headers: {
        ...this.#browser,
        Cookie: cookie,
        'X-CSRF-Token': token,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  get #browser() {
    return { 'User-Agent': browsers[this.#login.seat % browsers.length] ?? '' };
  }
}
