import { problem, type FieldError } from '@pih/schemas';

export const ImportRefused = problem<{ errors: FieldError[] }>({
  type: 'import-refused',
  status: 422,
  title: 'These documents cannot be imported',
  detail: ({ errors }) => {
    const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    return `Nothing was changed. ${errors[0]?.path ?? ''} ${errors[0]?.message ?? ''}${rest}.`;
  },
});

export const ImportNeedsApproval = problem<{ documents: { kind: string; id: string; needs: string[] }[] }>({
  type: 'import-needs-approval',
  status: 409,
  title: 'A second person has to approve some of these changes',
  detail: ({ documents }) =>
    `Nothing was changed. ${documents.map(({ kind, id, needs }) => `${kind} "${id}" (${needs.join(', ')})`).join('; ')} can only be published one by one, where somebody else approves it. Leave it out of the import, or publish it first.`,
});

export const ImportOvertaken = problem<{ documents: { kind: string; id: string }[] }>({
  type: 'import-overtaken',
  status: 409,
  title: 'Somebody else changed these documents at the same moment',
  detail: ({ documents }) =>
    `Nothing was changed. ${documents.map(({ kind, id }) => `${kind} "${id}"`).join(', ') || 'The configuration'} changed meanwhile. Look at what the import would change now, and send it again.`,
});
