import type { Flow, Problem, Simulation } from '@pih/schemas/types';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { ProblemError } from '../../../../api/index.ts';
import { simulate, type Tried } from '../api.ts';

/** Long enough to go on typing, short enough to feel like at once. */
const pauseMs = 250;

export interface Simulating {
  /** The latest answer; it stays while the next one is on its way. */
  simulation: Readonly<ShallowRef<Simulation | undefined>>;
  /** Why there is none for what stands there now. */
  problem: Readonly<ShallowRef<Problem | undefined>>;
  /** The flow that was simulated: what its way is drawn over. */
  flow: Readonly<ShallowRef<Flow | undefined>>;
  again(): void;
}

/** Tries a flow whenever it, or what it is tried on, changes; the latest question wins. Nothing is asked while there is none. */
export function useSimulation(question: () => { flow: Flow; tried: Tried } | undefined): Simulating {
  const simulation = shallowRef<Simulation>();
  const problem = shallowRef<Problem>();
  const flow = shallowRef<Flow>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  async function ask(asked: { flow: Flow; tried: Tried }): Promise<void> {
    const call = new AbortController();
    running = call;
    try {
      simulation.value = await simulate(asked.flow, asked.tried, call.signal);
      flow.value = asked.flow;
      problem.value = undefined;
    } catch (error) {
      if (call.signal.aborted) return;
      if (!(error instanceof ProblemError)) throw error;
      simulation.value = undefined;
      problem.value = error.problem;
    }
  }

  function stop(): void {
    clearTimeout(timer);
    running?.abort();
  }
  function start(pause: number): void {
    stop();
    const asked = question();
    if (asked) timer = setTimeout(() => void ask(asked), pause);
  }
  watch(question, () => start(simulation.value || problem.value ? pauseMs : 0), { immediate: true });
  onScopeDispose(stop);

  return { simulation, problem, flow, again: () => start(0) };
}
