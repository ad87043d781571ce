import { defineAsyncComponent, h } from 'vue';
import { Skeleton } from '../../../ui/index.ts';

/** The canvas comes in a chunk of its own: most pages never draw a flow. */
export default defineAsyncComponent({
  loader: () => import('./FlowCanvas.vue'),
  loadingComponent: () => h(Skeleton, { class: 'h-full w-full' }),
  delay: 0,
});
