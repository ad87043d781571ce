import {
  readScenario,
  type CallRule,
  type CallTrouble,
  type Scenario,
  type WebhookRule,
  type WebhookTrouble,
} from './scenario.ts';
import { sumsIn } from './sums.ts';

/** One call as it reached a simulator. */
export interface Call {
  readonly simulator: string;
  readonly method: string;
  /** Below the simulator: "/v1/refunds". */
  readonly path: string;
  /** Asked for only when a rule looks at sums. */
  readonly body: () => Promise<string>;
}

/** How often each rule was followed, in the order of the scenario. */
export interface Played {
  readonly calls: readonly number[];
  readonly webhooks: readonly number[];
}

interface Rule<Trouble> {
  readonly simulator?: string;
  readonly after?: number;
  readonly times?: number;
  readonly do: Trouble;
}

/** The rules of one kind with what they have seen so far. */
class Rules<Trouble, Given extends Rule<Trouble>> {
  readonly #rules: readonly Given[];
  readonly #seen: number[];

  constructor(rules: readonly Given[] = []) {
    this.#rules = rules;
    this.#seen = rules.map(() => 0);
  }

  /** What the first rule that fits has to say; one that is still waiting or is used up lets the next one speak. */
  follow(fits: (rule: Given) => boolean): Trouble | undefined {
    for (const [index, rule] of this.#rules.entries()) if (fits(rule) && this.#counts(index, rule)) return rule.do;
    return undefined;
  }

  get played(): number[] {
    return this.#rules.map(({ after = 0, times = Infinity }, index) =>
      Math.min(Math.max((this.#seen[index] ?? 0) - after, 0), times),
    );
  }

  #counts(index: number, { after = 0, times = Infinity }: Given): boolean {
    const seen = (this.#seen[index] ?? 0) + 1;
    this.#seen[index] = seen;
    return seen > after && seen <= after + times;
  }
}

/** Knows which scenario plays and says what becomes of a call or an event. Without one, everything goes well. */
export class Director {
  #scenario: Scenario | undefined;
  #calls = new Rules<CallTrouble, CallRule>();
  #webhooks = new Rules<WebhookTrouble, WebhookRule>();
  readonly #onChange = new Set<() => void>();

  get scenario(): Scenario | undefined {
    return this.#scenario;
  }

  get played(): Played {
    return { calls: this.#calls.played, webhooks: this.#webhooks.played };
  }

  /**
   * Plays a scenario from its beginning instead of the one before; nothing ends it.
   * @throws ScenarioRefused; the one before goes on then
   */
  play(scenario: unknown): void {
    this.#scenario = scenario === undefined ? undefined : readScenario(scenario);
    this.#calls = new Rules(this.#scenario?.calls);
    this.#webhooks = new Rules(this.#scenario?.webhooks);
    for (const tell of this.#onChange) tell();
  }

  /** Calls whenever another scenario begins or the present one ends. */
  onChange(tell: () => void): void {
    this.#onChange.add(tell);
  }

  async ofCall(call: Call): Promise<CallTrouble | undefined> {
    const rules = this.#calls;
    const looksAtSums = this.#scenario?.calls?.some((rule) => rule.amountEndsIn !== undefined && isAbout(rule, call));
    const sums = looksAtSums ? sumsIn(await call.body()) : [];
    return rules.follow((rule) => {
      const { amountEndsIn } = rule;
      return isAbout(rule, call) && (amountEndsIn === undefined || sums.some((sum) => sum.endsWith(amountEndsIn)));
    });
  }

  ofWebhook(simulator: string, type: string): WebhookTrouble | undefined {
    return this.#webhooks.follow(
      (rule) =>
        (rule.simulator === undefined || rule.simulator === simulator) &&
        (rule.type === undefined || patternOf(rule.type).test(type)),
    );
  }
}

const isAbout = (rule: CallRule, { simulator, method, path }: Call): boolean =>
  (rule.simulator === undefined || rule.simulator === simulator) &&
  (rule.method === undefined || rule.method === method) &&
  patternOf(rule.path, '/').test(path);

/** A text with `*` as a pattern; with a separator, `*` stays within one part and `**` does not. */
function patternOf(text: string, separator?: string): RegExp {
  const one = separator ? `[^${separator}]*` : '.*';
  const parts = text.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? one : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
