import { defineStore } from 'pinia';
import { ref } from 'vue';

/** The helps that lie over the console: which of them is open. */
export const useGuides = defineStore('guides', () => {
  const keys = ref(false);
  /** Counts how often the tour was asked for; each time it begins anew. */
  const tours = ref(0);
  return {
    keys,
    tours,
    showKeys: (): void => void (keys.value = true),
    startTour: (): void => void tours.value++,
  };
});
