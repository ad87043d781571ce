/** What the hub writes to its own people. */
export type AccountTemplate =
  'invitation' | 'password-reset' | 'password-changed' | 'second-factor-changed' | 'locked-out' | 'disabled';

type Both = Record<'en' | 'it', string>;
interface Words {
  title: Both;
  subject: Both;
  body: Both;
}

const lines = (...text: string[]): string => text.join('\n\n');
const greeting = {
  en: 'Hello{% if name %} {{ name }}{% endif %},',
  it: 'Ciao{% if name %} {{ name }}{% endif %},',
};
const notYou = {
  en: 'If it was not you, tell an administrator at once.',
  it: 'Se non sei stato tu, avvisa subito un amministratore.',
};

/** Templates like those of notifications; they see name, by, until, organisation, product and link. */
export const accountTexts: Record<AccountTemplate, Words> = {
  invitation: {
    title: { en: 'Invitation', it: 'Invito' },
    subject: {
      en: '{{ organisation }} invites you to {{ product }}',
      it: '{{ organisation }} ti invita su {{ product }}',
    },
    body: {
      en: lines(
        '# Welcome',
        greeting.en,
        '{% if by %}{{ by }} has{% else %}You have been{% endif %} invited{% if by %} you{% endif %} to the payments of {{ organisation }}. Choose your password, and you are in.',
        '[Accept the invitation]({{ link }})',
        'The link works once{% if until %}, until {{ until }} at {{ until | time }}{% endif %}. Did you not expect it? Then do nothing: no account is made.',
      ),
      it: lines(
        '# Ti diamo il benvenuto',
        greeting.it,
        '{% if by %}{{ by }} ti ha invitato{% else %}Hai ricevuto un invito{% endif %} a lavorare sui pagamenti di {{ organisation }}. Scegli la tua password ed entri subito.',
        '[Accetta l’invito]({{ link }})',
        'Il link vale una volta sola{% if until %}, fino al {{ until }} alle {{ until | time }}{% endif %}. Non te lo aspettavi? Non fare nulla: non si crea nessun accesso.',
      ),
    },
  },
  'password-reset': {
    title: { en: 'Password reset', it: 'Nuova password' },
    subject: { en: 'Choose a new password', it: 'Scegli una nuova password' },
    body: {
      en: lines(
        '# A new password',
        greeting.en,
        'Somebody asked for a new password of your account. If that was you, choose one here.',
        '[Choose a new password]({{ link }})',
        'The link works once{% if until %}, until {{ until }} at {{ until | time }}{% endif %}. If it was not you, do nothing: your password stays as it is.',
      ),
      it: lines(
        '# Una nuova password',
        greeting.it,
        'qualcuno ha chiesto una nuova password per il tuo accesso. Se sei stato tu, sceglila qui.',
        '[Scegli una nuova password]({{ link }})',
        'Il link vale una volta sola{% if until %}, fino al {{ until }} alle {{ until | time }}{% endif %}. Se non sei stato tu, non fare nulla: la password resta quella di prima.',
      ),
    },
  },
  'password-changed': {
    title: { en: 'Password changed', it: 'Password cambiata' },
    subject: { en: 'Your password was changed', it: 'La tua password è stata cambiata' },
    body: {
      en: lines(
        '# Your password was changed',
        greeting.en,
        'The password of your account was changed just now.',
        notYou.en,
      ),
      it: lines(
        '# La tua password è cambiata',
        greeting.it,
        'la password del tuo accesso è appena stata cambiata.',
        notYou.it,
      ),
    },
  },
  'second-factor-changed': {
    title: { en: 'Second factor changed', it: 'Secondo fattore cambiato' },
    subject: { en: 'Your second factor was changed', it: 'Il tuo secondo fattore è cambiato' },
    body: {
      en: lines(
        '# Your second factor was changed',
        greeting.en,
        'The second factor of your account was set up or removed{% if by %} by {{ by }}{% endif %}.',
        notYou.en,
      ),
      it: lines(
        '# Il tuo secondo fattore è cambiato',
        greeting.it,
        'il secondo fattore del tuo accesso è stato attivato o rimosso{% if by %} da {{ by }}{% endif %}.',
        notYou.it,
      ),
    },
  },
  'locked-out': {
    title: { en: 'Account locked', it: 'Accesso bloccato' },
    subject: { en: 'Your account is locked', it: 'Il tuo accesso è bloccato' },
    body: {
      en: lines(
        '# Your account is locked',
        greeting.en,
        'Somebody typed a wrong password too often, so your account is locked{% if until %} until {{ until }} at {{ until | time }}{% endif %}. An administrator can unlock it before.',
        notYou.en,
      ),
      it: lines(
        '# Il tuo accesso è bloccato',
        greeting.it,
        'qualcuno ha sbagliato la password troppe volte: il tuo accesso è bloccato{% if until %} fino al {{ until }} alle {{ until | time }}{% endif %}. Un amministratore può sbloccarlo prima.',
        notYou.it,
      ),
    },
  },
  disabled: {
    title: { en: 'Account disabled', it: 'Accesso disattivato' },
    subject: { en: 'Your account was disabled', it: 'Il tuo accesso è stato disattivato' },
    body: {
      en: lines(
        '# Your account was disabled',
        greeting.en,
        'Your account at {{ organisation }} was disabled{% if by %} by {{ by }}{% endif %}. Ask an administrator if you think this is a mistake.',
      ),
      it: lines(
        '# Il tuo accesso è stato disattivato',
        greeting.it,
        'il tuo accesso presso {{ organisation }} è stato disattivato{% if by %} da {{ by }}{% endif %}. Se pensi a un errore, chiedi a un amministratore.',
      ),
    },
  },
};
