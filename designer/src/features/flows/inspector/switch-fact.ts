import type { FactDefinition } from '@pih/schemas/facts';
import type { FlowSwitch } from '@pih/schemas/types';
import { valuesFor } from '../../../conditions/index.ts';

/** A switch by another fact: its cases stay, with the values that the other fact may have too. */
export const withSwitchFact = (node: FlowSwitch, fact: FactDefinition): FlowSwitch =>
  node.data.fact === fact.id
    ? node
    : {
        ...node,
        data: {
          ...node.data,
          fact: fact.id,
          cases: node.data.cases.map((each) => ({ ...each, values: valuesFor(fact, each.values) })),
        },
      };
