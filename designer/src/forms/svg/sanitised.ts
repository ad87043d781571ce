/** What a drawing needs no part of: code, pages inside of it, and animation that can change an address. */
const refused = 'script, foreignObject, iframe, object, embed, audio, video, handler, animate, set, a';

/** Addresses that stay inside of the drawing, or carry an image with them. */
const isHarmless = (address: string): boolean => /^\s*(#|data:image\/(png|jpeg|gif|webp);)/i.test(address);

function cleaned(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    const isAddress = /(^|:)(href|src)$/i.test(name);
    const reachesOut = /url\(\s*["']?(?!#)/i.test(value) || /javascript:/i.test(value);
    if (/^on/i.test(name) || (isAddress && !isHarmless(value)) || reachesOut) element.removeAttribute(name);
  }
}

/**
 * An SVG file as a document may carry it: without scripts, handlers, comments, and anything that is loaded from
 * elsewhere. Drawings are shown as images only, so nothing in them would run; this keeps them harmless elsewhere too.
 * Undefined when the text is no SVG.
 */
export function sanitisedSvg(text: string): string | undefined {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  const root = parsed.documentElement;
  if (root.nodeName.toLowerCase() !== 'svg' || parsed.querySelector('parsererror')) return undefined;
  root.querySelectorAll(refused).forEach((element) => element.remove());
  root.querySelectorAll('style').forEach((style) => /@import|url\(/i.test(style.textContent ?? '') && style.remove());
  [root, ...root.querySelectorAll('*')].forEach(cleaned);
  if (!root.getAttribute('xmlns')) root.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(root);
}

/** An address that an `<img>` shows a drawing by; nothing in it runs there. */
export const addressOf = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
