import { defineAsyncComponent, type Component } from 'vue';
import MissingPart from './MissingPart.vue';

/**
 * A part of the console that is fetched when it is first shown. When it cannot be had, as after an update of the hub, it
 * says so in its place.
 * @param loading stands there meanwhile, from `delay` milliseconds on
 */
export const lazily = <C extends Component>(
  load: () => Promise<{ default: C }>,
  { loading, delay = 150 }: { loading?: Component; delay?: number } = {},
): C =>
  defineAsyncComponent<C>({
    loader: async () => (await load()).default,
    ...(loading && { loadingComponent: loading }),
    delay,
    errorComponent: MissingPart,
  });
