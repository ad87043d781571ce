import type { DocumentCheck, FieldError, Notification } from '@pih/schemas';
import { templateIssues, type TemplateIssue } from './template/check.ts';

type Doubt = DocumentCheck['warnings'][number];

const found = ({
  path,
  rule,
  message,
  params,
  line,
}: TemplateIssue): Pick<Doubt, 'path' | 'rule' | 'message' | 'params'> => ({
  path,
  rule,
  message: line ? `${message} (line ${line})` : message,
  params: { ...params, ...(line !== undefined && { line }) },
});

const of = (severity: TemplateIssue['severity'], document: Notification) =>
  templateIssues(document)
    .filter((issue) => issue.severity === severity)
    .map(found);

/** What keeps a notification from being published beyond its schema. */
export const notificationErrors = (document: Notification): FieldError[] => of('error', document);

/** What is doubtful about a notification, though it may be published. */
export const notificationDoubts = (document: Notification): Doubt[] => of('warning', document);
