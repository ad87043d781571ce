import { h } from 'vue';
import { lazily } from '../../../lazy/index.ts';
import { Skeleton } from '../../../ui/index.ts';

/** The canvas comes in a chunk of its own: most pages never draw a flow. */
export default lazily(() => import('./FlowCanvas.vue'), {
  loading: () => h(Skeleton, { class: 'h-full w-full' }),
  delay: 0,
});
