import type { PaymentSummary } from '@pih/schemas/types';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { problemOf } from '../../../api/index.ts';
import { useFormats } from '../../../formats/index.ts';
import type { Option } from '../../../ui/index.ts';
import { useSession } from '../../session/index.ts';
import { latestPayments } from '../api.ts';

/** Stands for the payment that the hub makes up. */
export const madeUp = 'sample';

/** Payments to try a notification on: the latest that the reader may see, and one that has everything. */
export function useLatestPayments() {
  const { t } = useI18n();
  const { money } = useFormats();
  const session = useSession();
  const latest = shallowRef<readonly PaymentSummary[]>([]);
  // Whoever sees none tries it on the one that is made up.
  if (session.may('payments.read')) latestPayments().then(({ data }) => (latest.value = data), problemOf);
  const options = computed((): Option[] => [
    { value: madeUp, label: t('messages.preview.sample') },
    ...latest.value.map(({ id, reference, total }) => ({ value: id, label: `${reference} · ${money(total)}` })),
  ]);
  return { options };
}
