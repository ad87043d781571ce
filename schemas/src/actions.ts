import type { Text } from './generated/types.ts';

/**
 * What each action means, for whoever gives roles or asks what they come to. A test compares them with the actions that
 * routes ask for.
 */
export const actionTitles: Readonly<Record<string, Text>> = {
  'audit.export': { en: 'Export the audit trail', it: 'Esportare il registro delle attività' },
  'audit.read': { en: 'Read the audit trail', it: 'Consultare il registro delle attività' },
  'config.administer': {
    en: 'Change roles, providers, channels and settings',
    it: 'Modificare ruoli, fornitori, canali e impostazioni',
  },
  'config.approve': { en: 'Approve changes of documents', it: 'Approvare le modifiche ai documenti' },
  'config.edit': { en: 'Edit drafts of documents', it: 'Modificare le bozze dei documenti' },
  'config.publish': { en: 'Publish documents', it: 'Pubblicare i documenti' },
  'config.read': { en: 'Read documents', it: 'Consultare i documenti' },
  'invoices.issue': { en: 'Issue invoices', it: 'Emettere fatture' },
  'invoices.read': { en: 'Read invoices', it: 'Consultare le fatture' },
  'invoices.send': { en: 'Send invoices', it: 'Inviare fatture' },
  'keys.manage': { en: 'Create and revoke API keys', it: 'Creare e revocare chiavi API' },
  'messages.read': { en: 'Read sent messages', it: 'Consultare i messaggi inviati' },
  'messages.send': { en: 'Send messages to shoppers', it: 'Inviare messaggi agli acquirenti' },
  'metrics.read': { en: 'Read figures for monitoring', it: 'Leggere i dati per il monitoraggio' },
  'operators.manage': { en: 'Invite, change and disable people', it: 'Invitare, modificare e disattivare persone' },
  'operators.read': { en: 'See people and what they may do', it: 'Vedere le persone e che cosa possono fare' },
  'payments.acknowledge': { en: 'Settle what needs attention', it: 'Chiudere ciò che richiede attenzione' },
  'payments.approve': {
    en: 'Approve refunds, captures and cancellations',
    it: 'Approvare rimborsi, incassi e annullamenti',
  },
  'payments.ask': { en: 'Ask providers about payments', it: 'Chiedere ai fornitori lo stato dei pagamenti' },
  'payments.cancel': { en: 'Cancel payments', it: 'Annullare i pagamenti' },
  'payments.capture': { en: 'Capture payments', it: 'Incassare i pagamenti autorizzati' },
  'payments.create': { en: 'Create payments', it: 'Creare pagamenti' },
  'payments.export': { en: 'Export payments', it: 'Esportare i pagamenti' },
  'payments.note': { en: 'Write notes on payments', it: 'Scrivere note sui pagamenti' },
  'payments.read': { en: 'See payments', it: 'Vedere i pagamenti' },
  'payments.refund': { en: 'Refund payments', it: 'Rimborsare i pagamenti' },
  'payments.reveal': { en: 'Reveal masked personal data', it: 'Mostrare i dati personali oscurati' },
  'payments.share-views': { en: 'Share saved views', it: 'Condividere le viste salvate' },
  'secrets.write': { en: 'Write secrets', it: 'Scrivere i segreti' },
};
