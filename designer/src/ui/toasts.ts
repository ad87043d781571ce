import { readonly, shallowRef } from 'vue';

export interface Toast {
  id: number;
  tone: 'success' | 'info' | 'danger';
  title: string;
  text?: string;
}

const shown = shallowRef<readonly Toast[]>([]);
let last = 0;

/** Tells in passing that something is done. What lasts belongs in a banner. */
export function useToasts() {
  return {
    toasts: readonly(shown),
    toast: (toast: Omit<Toast, 'id'>): void => {
      shown.value = [...shown.value.slice(-3), { ...toast, id: ++last }];
    },
    dismiss: (id: number): void => {
      shown.value = shown.value.filter((one) => one.id !== id);
    },
  };
}
