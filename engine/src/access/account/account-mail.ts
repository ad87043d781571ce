/** A mail about somebody's account. */
export interface AccountMail {
  /** The intention: the same key twice sends once. */
  key: string;
  to: string;
  language: 'en' | 'it';
  template: 'invitation' | 'password-reset' | 'password-changed' | 'second-factor-changed' | 'locked-out' | 'disabled';
  link?: string;
  facts?: { name?: string; by?: string; until?: Date };
}

/** Brings mails about accounts out. */
export type SendAccountMail = (mail: AccountMail) => Promise<unknown>;
