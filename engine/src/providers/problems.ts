import { problem } from '@pih/schemas';

/** What claims to come from a provider does not. Why exactly stays in the log: a forger learns nothing. */
export const ForgedWebhook = problem<{ provider: string }>({
  type: 'webhook-not-genuine',
  status: 401,
  title: 'The webhook is not genuine',
  detail: ({ provider }) =>
    `The signature does not fit the body. Check that the webhook secret of "${provider}" is the one the provider shows.`,
});

/** A genuine webhook may be waiting, but nobody can say so now; the status makes the provider send it again. */
export const WebhookNotChecked = problem<{ provider: string }>({
  type: 'webhook-not-checked',
  status: 503,
  title: 'The webhook could not be checked',
  detail: ({ provider }) => `"${provider}" could not be asked whether it sent this. Send it again later.`,
});

/** A provider document lacks something that calls need. */
export const ProviderNotReady = problem<{ provider: string; lacks: string; secret?: string }>({
  type: 'provider-not-ready',
  status: 503,
  title: 'The provider is not ready to use',
  detail: ({ provider, lacks }) => `"${provider}" cannot be used: ${lacks}`,
});
