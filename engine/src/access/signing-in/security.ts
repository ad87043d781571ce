import type { Settings } from '@pih/schemas';
import type { LockRule } from './lock-outs.ts';

/** What the settings say about signing in; see `settings.security`. */
export interface Security {
  lock(): LockRule;
  /** Whether these roles need a second factor. */
  needsSecondFactor(roles: readonly string[]): boolean;
  /** Whether anybody may need one, so that nobody can tell from a question for a code. */
  mayNeedSecondFactor(): boolean;
}

const usual: LockRule = { lockAfterFailures: 10, lockMinutes: 15 };

export function createSecurity(settings: () => Settings['security']): Security {
  const isRequired = (): boolean => settings()?.secondFactor === 'required';
  return {
    lock: () => ({ ...usual, ...settings() }),
    needsSecondFactor(roles) {
      const { requiredFor } = settings() ?? {};
      return isRequired() && (!requiredFor || roles.some((role) => requiredFor.some((needed) => needed === role)));
    },
    mayNeedSecondFactor: isRequired,
  };
}
