/** A mail without anything that could run, load or lead away, and its styles apart. */
export interface InertMail {
  markup: string;
  /** The style of each element that bears the number as `data-look`. */
  styles: string[];
}

const loads = 'script, style, link, base, iframe, object, embed, form, meta[http-equiv]';

/** Only the hub's own pictures are shown: any other would tell its server that somebody is reading. */
const isOurs = (source: string): boolean => {
  if (source.startsWith('data:image/')) return true;
  const { pathname } = new URL(source, window.location.origin);
  return /^\/v1\/brands\/[a-z0-9-]+\/logo\.svg$/.test(pathname);
};

/**
 * Calls styles by another name before anything reads the markup: the policy would complain of each, refused or not. What
 * this misses is taken out afterwards.
 */
const withoutStyles = (html: string): string =>
  html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle=/gi, ' data-style='));

/**
 * Makes a mail safe to look at. The console's policy allows no styles in markup, so they are taken out here and put on
 * through the CSSOM, which a policy does not concern (CSP Level 3, section 8.2); see `dress`.
 */
export function inertMail(html: string): InertMail {
  const mail = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  for (const element of mail.querySelectorAll(loads)) element.remove();
  const styles: string[] = [];
  for (const element of mail.querySelectorAll('*')) {
    for (const { name } of [...element.attributes]) if (/^on/i.test(name)) element.removeAttribute(name);
    const style = element.getAttribute('data-style') ?? element.getAttribute('style');
    for (const name of ['style', 'data-style', 'data-look']) element.removeAttribute(name);
    if (style !== null) element.setAttribute('data-look', String(styles.push(style) - 1));
  }
  for (const link of mail.querySelectorAll('a[href]')) {
    link.setAttribute('title', link.getAttribute('href') ?? '');
    link.removeAttribute('href');
  }
  for (const image of mail.querySelectorAll('img')) {
    const source = image.getAttribute('src') ?? '';
    if (!isOurs(source)) image.removeAttribute('src');
    else if (!source.startsWith('data:')) image.setAttribute('src', new URL(source, window.location.origin).pathname);
  }
  return { markup: `<!doctype html>${mail.documentElement.outerHTML}`, styles };
}

/** Puts the styles back on the elements of the shown document. */
export function dress(shown: Document, styles: readonly string[]): void {
  for (const element of shown.querySelectorAll<HTMLElement>('[data-look]'))
    element.style.cssText = styles[Number(element.dataset['look'])] ?? '';
}
