/** A tag of an SVG drawing, in the order of the text. */
export interface Tag {
  name: string;
  /** Attributes and declarations of `style`, by name. */
  attributes: Readonly<Record<string, string>>;
  is: 'opening' | 'closing' | 'whole';
}

const aside = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>/gi;
/** What describes a drawing without being drawn. */
const described = /<(title|desc|metadata)\b[^>]*?(?:\/>|>[\s\S]*?<\/\1\s*>)/gi;
const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function attributesOf(text: string): Record<string, string> {
  const all = Object.fromEntries(
    [...text.matchAll(attribute)].map(([, name = '', double, single]) => [name, double ?? single ?? '']),
  );
  const declared = (all['style'] ?? '').split(';').flatMap((each) => {
    const [name = '', value] = each.split(':');
    return value === undefined ? [] : [[name.trim(), value.trim()] as const];
  });
  return { ...all, ...Object.fromEntries(declared) };
}

/** The tags of an SVG text; undefined where something stands between them that is no tag. */
export function tagsOf(svg: string): Tag[] | undefined {
  const text = svg.replace(aside, '').replace(described, '');
  const tags = [...text.matchAll(tag)].map(([, closing, name = '', attributes = '', whole]): Tag => ({
    name,
    attributes: attributesOf(attributes),
    is: closing ? 'closing' : whole ? 'whole' : 'opening',
  }));
  return text.replace(tag, '').trim() === '' ? tags : undefined;
}
