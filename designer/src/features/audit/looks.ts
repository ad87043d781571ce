import {
  BadgeCheck,
  Ban,
  CircleDollarSign,
  Cog,
  Download,
  Eye,
  FileCog,
  KeyRound,
  LogIn,
  Mail,
  MessageSquareText,
  ReceiptText,
  ShieldAlert,
  Undo2,
  UserCog,
} from '@lucide/vue';
import type { Component } from 'vue';

interface Look {
  icon: Component;
  ink: string;
}

const quiet = 'bg-neutral-soft text-muted';
const byAction: Readonly<Record<string, Look>> = {
  'session.refused': { icon: ShieldAlert, ink: 'bg-danger-soft text-danger-ink' },
  'operator.locked_out': { icon: ShieldAlert, ink: 'bg-danger-soft text-danger-ink' },
  'operator.disabled': { icon: Ban, ink: 'bg-warning-soft text-warning-ink' },
  'payment.canceled': { icon: Ban, ink: 'bg-warning-soft text-warning-ink' },
  'personal_data.revealed': { icon: Eye, ink: 'bg-warning-soft text-warning-ink' },
  'note.added': { icon: MessageSquareText, ink: quiet },
};
const byResource: Readonly<Record<string, Look>> = {
  refund: { icon: Undo2, ink: 'bg-info-soft text-info-ink' },
  capture: { icon: CircleDollarSign, ink: 'bg-success-soft text-success-ink' },
  payment: { icon: CircleDollarSign, ink: quiet },
  approval: { icon: BadgeCheck, ink: 'bg-accent-soft text-accent-ink' },
  document: { icon: FileCog, ink: 'bg-accent-soft text-accent-ink' },
  operator: { icon: UserCog, ink: quiet },
  session: { icon: LogIn, ink: quiet },
  api_key: { icon: KeyRound, ink: quiet },
  secret: { icon: KeyRound, ink: 'bg-warning-soft text-warning-ink' },
  export: { icon: Download, ink: quiet },
  audit: { icon: Download, ink: quiet },
  personal_data: { icon: Download, ink: 'bg-warning-soft text-warning-ink' },
  invoice: { icon: ReceiptText, ink: quiet },
  message: { icon: Mail, ink: quiet },
};

/** The icon of a row; what it means stands beside it. */
export const lookOf = (action: string): Look =>
  byAction[action] ?? byResource[action.split('.')[0] ?? ''] ?? { icon: Cog, ink: quiet };
