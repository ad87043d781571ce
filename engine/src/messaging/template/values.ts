/** Signs of Unicode's private use area that stand around the number of a value; nobody's text has a meaning with them. */
const [opening, closing] = ['\uE000', '\uE001'];
const place = /\uE000(\d+)\uE001/g;
const ours = /[\uE000-\uE002]/g;

/** Characters of all values of a message. */
const longest = 200_000;

/** Without what no text of ours may hold: signs that control a terminal or a protocol, and the marks of values. */
// eslint-disable-next-line no-control-regex -- these are the ones to take out
const clean = (text: string): string => text.replace(ours, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/**
 * The values that a template writes, kept beside the text until it has been read: what a shopper is called can then never
 * be taken for a mark of the template, a link or HTML, whatever signs are in it.
 */
export class Values {
  readonly #texts: string[] = [];
  #length = 0;

  /** What stands in the text for a value. @throws RangeError when they are more than anybody reads */
  keep(text: string): string {
    this.#length += text.length;
    if (this.#length > longest) throw new RangeError('text limit exceeded');
    this.#texts.push(clean(text));
    return `${opening}${this.#texts.length - 1}${closing}`;
  }

  /** The text with its values in their places. @param write how a value is written there: as it is, or escaped */
  restored(text: string, write: (value: string) => string = (value) => value): string {
    return text.replace(place, (_, index: string) => write(this.#texts[Number(index)] ?? '')).replace(ours, '');
  }
}
