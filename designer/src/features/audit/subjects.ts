import type { AuditQuery } from '@pih/schemas/types';

export const subjectNames = [
  'refunds',
  'approvals',
  'payments',
  'reveals',
  'configuration',
  'people',
  'signIns',
  'secrets',
  'messages',
  'jobs',
  'exports',
] as const;
export type Subject = (typeof subjectNames)[number];

/** What people look for in the trail, and how the engine is asked for it. */
export const subjects: Readonly<Record<Subject, Pick<AuditQuery, 'action' | 'targetKind'>>> = {
  refunds: { action: ['refund.requested', 'refund.failed', 'refund.succeeded'] },
  approvals: {
    action: [
      ...['approval.requested', 'approval.given', 'approval.declined', 'approval.withdrawn'],
      ...['document.approval_requested', 'document.approved', 'document.refused', 'document.withdrawn'],
    ],
  },
  payments: { targetKind: ['payment'] },
  reveals: { action: ['personal_data.revealed', 'personal_data.downloaded'] },
  configuration: {
    targetKind: ['flow', 'checkout', 'provider', 'role', 'settings', 'notification', 'channel', 'kpi', 'dashboard'],
  },
  people: { targetKind: ['operator', 'invitation', 'api_key'] },
  signIns: { action: ['session.begun', 'session.refused', 'session.ended', 'operator.locked_out'] },
  secrets: { targetKind: ['secret'] },
  messages: { targetKind: ['message'] },
  jobs: { targetKind: ['bulk'] },
  exports: { action: ['export.started', 'export.downloaded', 'audit.exported', 'bulk.downloaded'] },
};
