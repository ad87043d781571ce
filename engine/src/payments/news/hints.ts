import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Who sent unsigned news, and which attempt it is about. */
export interface Hint {
  readonly provider: string;
  readonly attempt: string;
  /** The network that it came from. */
  readonly sender: string;
}

/** How often a minute unsigned news is followed. What is left aside is found out on the schedule anyway. */
export interface HintLimits {
  /** About one attempt: its state does not change more often. */
  readonly attempt: number;
  /** From one network: a provider calls from few, a busy shop has hundreds of payments. */
  readonly sender: number;
}

const usual: HintLimits = { attempt: 6, sender: 600 };

/**
 * Decides which unsigned news is followed up. Anybody can send it, and each costs a question to the provider, which
 * leaves a hub alone that asks too much.
 */
export function createHintGate({ attempt, sender }: HintLimits = usual): (hint: Hint) => Promise<boolean> {
  const attempts = new RateLimiterMemory({ points: attempt, duration: 60 });
  const senders = new RateLimiterMemory({ points: sender, duration: 60 });
  return async (hint) =>
    (await takes(senders, `${hint.provider} ${hint.sender}`)) &&
    (await takes(attempts, `${hint.provider} ${hint.attempt}`));
}

async function takes(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return false;
    throw refused;
  }
}
