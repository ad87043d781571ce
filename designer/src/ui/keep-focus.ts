/**
 * What opened a floating layer gets the focus back when it closes, unless whatever was chosen there has taken the focus
 * elsewhere already: to a row that was just added, for instance.
 */
export function keepFocusElsewhere(event: Event): void {
  const active = document.activeElement;
  const isInside = event.target instanceof Node && event.target.contains(active);
  if (active && active !== document.body && !isInside) event.preventDefault();
}
