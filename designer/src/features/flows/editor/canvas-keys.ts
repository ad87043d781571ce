import { grid, type Place } from '../graph/edit/index.ts';

/** What keys do; those that are absent do nothing. */
export interface KeyActions {
  add(): void;
  connect(): void;
  search(): void;
  tidy(): void;
  remove(): void;
  duplicate(): void;
  selectAll(): void;
  nudge(by: Place): void;
  open(): void;
  leave(): void;
  /** @returns whether there was a node to go to */
  step(by: 1 | -1): boolean;
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
}

const arrows: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** With Ctrl, or Command on a Mac. */
function withModifier(event: KeyboardEvent, does: KeyActions): (() => void) | undefined {
  switch (event.key.toLowerCase()) {
    case 'd':
      return does.duplicate;
    case 'a':
      return does.selectAll;
    default:
      return undefined;
  }
}

function alone(event: KeyboardEvent, does: KeyActions): (() => void) | undefined {
  const arrow = arrows[event.key];
  if (arrow) {
    const far = grid * (event.shiftKey ? 5 : 1);
    return () => does.nudge({ x: arrow.x * far, y: arrow.y * far });
  }
  const keys: Readonly<Record<string, () => void>> = {
    a: does.add,
    '/': does.add,
    c: does.connect,
    f: does.search,
    t: does.tidy,
    Delete: does.remove,
    Backspace: does.remove,
    Enter: does.open,
    Escape: does.leave,
    '0': does.fit,
    '+': does.zoomIn,
    '-': does.zoomOut,
  };
  return keys[event.key];
}

/** The keyboard on the canvas. Inside of fields the keys keep their own meaning. */
export function onCanvasKey(event: KeyboardEvent, does: KeyActions): void {
  if (event.defaultPrevented || event.altKey || isTyping(event.target)) return;
  if (event.key === 'Tab') {
    if (does.step(event.shiftKey ? -1 : 1)) event.preventDefault();
    return;
  }
  // A button on the canvas is pressed by Enter and keeps that.
  if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
  const act = event.ctrlKey || event.metaKey ? withModifier(event, does) : alone(event, does);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
