import { Monitor, Moon, Sun } from '@lucide/vue';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';

/** Every language is named in itself: who cannot read the present one still finds theirs. */
export const languageOptions = [
  { value: 'en', label: 'English', lang: 'en' },
  { value: 'it', label: 'Italiano', lang: 'it' },
] as const;

export function useThemeOptions() {
  const { t } = useI18n();
  return computed(() => [
    { value: 'system' as const, label: t('frame.theme.system'), icon: Monitor },
    { value: 'light' as const, label: t('frame.theme.light'), icon: Sun },
    { value: 'dark' as const, label: t('frame.theme.dark'), icon: Moon },
  ]);
}
