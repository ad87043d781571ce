import { ArrowLeftRight } from '@lucide/vue';
import type { Component } from 'vue';

/** A part of the console with an entry in the navigation rail. */
interface Section {
  /** Route name; its label is the word `frame.sections.<name>`. */
  name: string;
  icon: Component;
  /** The action an operator must be allowed to see it. */
  needs: string;
}

export const sections: readonly Section[] = [{ name: 'transactions', icon: ArrowLeftRight, needs: 'payments.read' }];
