import { InvalidInput, type FieldError, type Simulation, type SimulationRequest } from '@pih/schemas';
import type { Clock } from '../clock.ts';
import type { Snapshot } from '../config/index.ts';
import type { Viewer } from '../http/index.ts';
import { concealing, maskedIn, visiblePayment, type Conceal, type PaymentRepository } from '../payments/index.ts';
import { checkFacts, compileFlow, explain, stickyKeyOf, walk, type Facts, type StickyKey } from '../rules/index.ts';
import { soundFlow } from './sound-flow.ts';

export interface SimulationDependencies {
  payments: PaymentRepository;
  /** The documents that are live at this moment. */
  live: () => Snapshot;
  now: Clock;
}

/** Whom a split knows when the caller names nobody. */
const anybody = 'simulation';

/** Stands for a revision: what is tried has none yet. */
const draft = 0;

/** The payment that a flow is tried on. */
interface Sample {
  facts: Facts;
  stickyKey: StickyKey;
  /** Hides what whoever asks must not read of its shopper. */
  conceal: Conceal;
}

const wrong = (errors: FieldError[]) => new InvalidInput({ what: 'The flow cannot be tried', errors });

/** @throws PaymentNotFound, InvalidInput for a payment that has no facts yet */
async function samplePayment(deps: SimulationDependencies, viewer: Viewer, id: string): Promise<Sample> {
  const payment = await visiblePayment(deps, viewer, id);
  const { decision, shopper } = payment;
  if (!decision) {
    const message = 'was never decided: its shopper has not looked yet, so there are no facts';
    throw wrong([{ path: '/payment', rule: 'decided', message, value: id }]);
  }
  const conceal = concealing(shopper, await maskedIn(deps, viewer, payment));
  return { facts: decision.facts as Facts, stickyKey: stickyKeyOf(shopper, id), conceal };
}

/** @throws InvalidInput naming each fact that is unknown or cannot be so */
function sampleFacts({ live }: SimulationDependencies, facts: Facts, shopper = anybody): Sample {
  const errors = checkFacts(facts, live().known).map((fault) => ({ ...fault, path: `/facts${fault.path}` }));
  if (errors.length) throw wrong(errors);
  return { facts, stickyKey: { shopper, payment: shopper }, conceal: (value) => value };
}

/**
 * Leads a sample cart, or a payment that there was, through a flow that is not live, with the providers and the fallback
 * that are live now. Nothing is stored.
 * @throws FlowNotSound, InvalidInput, PaymentNotFound
 */
export async function simulate(
  deps: SimulationDependencies,
  { document, facts, payment, shopper }: SimulationRequest,
  viewer: Viewer,
): Promise<Simulation> {
  if ((facts === undefined) === (payment === undefined))
    throw wrong([{ path: '/facts', rule: 'oneOf', message: 'give either facts or a payment, and not both' }]);
  const live = deps.live();
  const flow = compileFlow(soundFlow(document, live.known));
  const sample =
    payment === undefined ? sampleFacts(deps, facts ?? {}, shopper) : await samplePayment(deps, viewer, payment);
  const { decision, nodes, notShown } = await explain({
    ...{ flow, revision: draft, at: deps.now(), ...sample },
    providers: new Map(live.all('provider').map(({ document: provider }) => [provider.id, provider])),
    settings: live.settings,
  });
  const { offering } = await walk(flow, sample.facts, sample);
  const proposed = offering.offers.map(({ method }) => method);
  return sample.conceal({ facts: decision.facts, decision, proposed, nodes, notShown });
}
