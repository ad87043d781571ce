import type { AuditEntry, Money } from '@pih/schemas/types';
import { isKind, type Kind } from './kinds.ts';
import { useI18n } from 'vue-i18n';
import type { RouteLocationRaw } from 'vue-router';
import { shortened, useFormats } from '../../formats/index.ts';
import { uncapitalized } from '../../condition-words/index.ts';
import { pageOf } from '../documents/index.ts';
import { useJobWords } from '../jobs/index.ts';
import { useSession } from '../session/index.ts';
import { fileOrWork, isJob } from './jobs.ts';

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

const moneyIn = ({ after = {} }: AuditEntry): Money | undefined => [after['amount'], after['total']].find(isMoney);

/** Rows of the trail as sentences, in the reader's words. */
export function useAuditWords() {
  const { t, te } = useI18n();
  const { money } = useFormats();
  const session = useSession();
  const jobWords = useJobWords();
  const known = (key: string): boolean => te(key) || te(key, 'en');

  const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');

  return {
    actor: ({ actor: { type, name } }: AuditEntry): string => {
      if (type === 'api_key' && name) return t('audit.actors.named_key', { name });
      // The parts of the hub have names that only its makers know.
      return (type === 'system' ? undefined : name) ?? t(`audit.actors.${type}`);
    },
    /** What was done, to go between who and to what: "asked to refund €12.00 of". */
    phrase: (row: AuditEntry): string => {
      const [resource = '', verb = ''] = row.action.split('.');
      const key = `audit.did.${resource}.${verb}`;
      if (!known(key)) return row.action;
      const sum = moneyIn(row);
      const { after = {} } = row;
      return t(sum && known(`${key}_sum`) ? `${key}_sum` : key, {
        sum: sum ? money(sum) : '',
        revision: textOf(after['revision']),
        number: textOf(after['number']),
        percent: textOf(after['percent']),
        title: textOf(after['title']),
      });
    },
    /** Why, in the words of whoever did it; a sign-in has one of the hub's own reasons, or none worth telling. */
    reason: ({ action, reason }: AuditEntry): string | undefined => {
      if (!reason || action === 'session.begun' || action === 'session.ended') return undefined;
      if (known(`audit.reasons.${reason}`)) return t(`audit.reasons.${reason}`);
      return t('audit.quoted', { text: reason });
    },
    target: ({ actor, target: { kind, id, label }, after }: AuditEntry): string => {
      if (actor.id === id) return '';
      const job = isJob(kind) ? fileOrWork(after) : undefined;
      if (job) return uncapitalized(jobWords.title(job));
      // Its sentences name it already: "invited …".
      if (kind === 'invitation' && label) return label;
      const what = known(`audit.targets.${kind}`) ? t(`audit.targets.${kind}`) : kind;
      if (kind === 'payment') return label ?? id;
      return kind === 'session' || kind === 'audit' ? '' : `${what} ${label ?? shortened(id)}`;
    },
    /** Where the target can be looked at; undefined for what has no page. */
    pageOf: ({ actor, target: { kind, id } }: AuditEntry): RouteLocationRaw | undefined => {
      if (kind === 'payment') return { name: 'transaction', params: { id } };
      // Jobs are shown to nobody but whose they are.
      if (isJob(kind)) return actor.id === session.session?.operator.id ? { name: 'job', params: { id } } : undefined;
      return isKind(kind) ? pageOf(kind satisfies Kind, id, 'history') : undefined;
    },
    /** A value before or after, in few words. */
    value: (value: unknown): string => {
      if (isMoney(value)) return money(value);
      if (typeof value === 'object' && value !== null && '$length' in value)
        return t('audit.diff.long', { length: textOf(value.$length) });
      if (value === '[kept]') return t('audit.diff.kept');
      if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
      return typeof value === 'string' ? value : JSON.stringify(value);
    },
    field: (name: string): string => {
      const key = `audit.fields.${name}`;
      return !name.startsWith('/') && known(key) ? t(key) : name;
    },
  };
}
