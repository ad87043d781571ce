import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './scenario.schema.json' with { type: 'json' };

/** What goes wrong at the simulators while it plays; scenario.schema.json describes it word by word. */
export interface Scenario {
  readonly title?: string;
  readonly calls?: readonly CallRule[];
  readonly webhooks?: readonly WebhookRule[];
}

interface Rule {
  readonly simulator?: string;
  readonly after?: number;
  readonly times?: number;
}

export interface CallRule extends Rule {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly amountEndsIn?: string;
  readonly do: CallTrouble;
}

export type CallTrouble =
  | { readonly kind: 'wait' | 'answer-late'; readonly ms: number }
  | { readonly kind: 'fail'; readonly status?: number }
  | { readonly kind: 'reset' | 'wrong-type' | 'cut-json' }
  | { readonly kind: 'lose-answer'; readonly at?: 'start' | 'middle' }
  | { readonly kind: 'dribble'; readonly bytes?: number; readonly everyMs?: number }
  | { readonly kind: 'huge'; readonly megabytes?: number };

export interface WebhookRule extends Rule {
  readonly type?: string;
  readonly do: WebhookTrouble;
}

export type WebhookTrouble =
  | { readonly kind: 'lose' }
  | { readonly kind: 'repeat'; readonly copies: number }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'reorder'; readonly count: number };

/** What was given is no scenario. */
export class ScenarioRefused extends Error {
  readonly errors: readonly { path: string; message: string }[];
  constructor(errors: ScenarioRefused['errors']) {
    super(`This is no scenario: ${errors.map(({ path, message }) => `${path || '/'} ${message}`).join('; ')}`);
    this.name = 'ScenarioRefused';
    this.errors = errors;
  }
}

const validate = new Ajv2020({ allErrors: true }).compile<Scenario>(schema);

/** @throws ScenarioRefused saying what is wrong and where */
export function readScenario(given: unknown): Scenario {
  if (validate(given)) return given;
  const errors = (validate.errors ?? []).map(({ instancePath, message = 'is wrong' }) => ({
    path: instancePath,
    message,
  }));
  throw new ScenarioRefused(errors);
}
