/** Signs of the default alphabet of text messages (3GPP TS 23.038, section 6.2.1). */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Signs of its extension, which take the place of two (section 6.2.1.1). */
const extended = new Set('^{}\\[~]|€');

/**
 * How many messages the network makes of a text: 160 signs of the default alphabet fit into one, 153 into each part of a
 * longer one; as soon as any other sign is in it, 70 and 67.
 */
export function partsOf(text: string): number {
  const signs = [...text];
  const isPlain = signs.every((sign) => basic.has(sign) || extended.has(sign));
  const length = isPlain ? signs.reduce((sum, sign) => sum + (extended.has(sign) ? 2 : 1), 0) : text.length;
  const [single, part] = isPlain ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / part);
}
