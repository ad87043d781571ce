import { startSandbox } from '../../sandbox/index.ts';

/** The providers, in the process of the bench, so that what they cost is not counted as the engine's. */
export interface Simulators {
  /** What the engine needs to know to use them. */
  env: Record<string, string>;
  /** Every webhook has arrived. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts them; their webhooks go to the engine, one after the other, as the simulators do it. */
export async function startSimulators(engineUrl: string): Promise<Simulators> {
  const secrets = { secretKey: 'sk_test_bench', webhookSecret: 'whsec_bench' };
  const sandbox = await startSandbox({
    port: 0,
    webhookLimit: 1_000_000,
    stripe: { ...secrets, webhookUrl: `${engineUrl}/webhooks/stripe` },
  });
  return {
    env: {
      SANDBOX_URL: sandbox.url,
      SECRET_STRIPE_SECRET_KEY: secrets.secretKey,
      SECRET_STRIPE_WEBHOOK_SECRET: secrets.webhookSecret,
    },
    settled: () => sandbox.stripe.webhooks.settled(),
    stop: () => sandbox.stop(),
  };
}
