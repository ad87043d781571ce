import type { Values } from '../template/values.ts';
import type { Block, Inline } from './blocks.ts';
import type { Look } from './brand.ts';

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

/** What a letter may lead to; anything else, such as a script, stays a text. */
const mayLeadTo = (address: string): boolean => /^(?:https?:\/\/|mailto:|tel:)/i.test(address);

/** Rounded corners of cards in letters are never larger than this: a checkout may be rounder. */
const largestRadius = 14;

/**
 * A message as mail programs understand it: tables for the layout, styles on each element (most programs drop style
 * sheets), one column of 560 pixels that shrinks on phones, the brand's colours and logo. Values are escaped where they
 * are put in.
 */
export function mailHtml(
  blocks: readonly Block[],
  { subject, language }: { subject: string; language: string },
  look: Look,
  values: Values,
): string {
  const { colors } = look;
  const radius = Math.min(look.radius, largestRadius);
  const write = (text: string): string => values.restored(escapeHtml(text), escapeHtml);
  const address = (text: string): string | undefined => {
    const plain = values.restored(text);
    return mayLeadTo(plain) ? escapeHtml(plain) : undefined;
  };
  const words = (inlines: readonly Inline[]): string =>
    inlines
      .map((one) => {
        if (one.kind === 'words') return one.isStrong ? `<strong>${write(one.text)}</strong>` : write(one.text);
        const to = address(one.address);
        return to ? `<a href="${to}" style="color:${colors.accent};">${write(one.text)}</a>` : write(one.text);
      })
      .join('');

  const blockHtml = (block: Block): string => {
    const text = `font-family:${look.bodyFont};font-size:16px;line-height:25px;color:${colors.text};`;
    switch (block.kind) {
      case 'paragraph':
        return `<p style="margin:0 0 18px;${text}">${block.lines.map(words).join('<br>')}</p>`;
      case 'heading':
        return `<h1 style="margin:0 0 18px;font-family:${look.headingFont};font-size:26px;line-height:33px;font-weight:600;color:${colors.text};">${words(block.words)}</h1>`;
      case 'list':
        return `<ul style="margin:0 0 18px;padding:0 0 0 22px;${text}">${block.items.map((item) => `<li style="margin:0 0 4px;">${words(item)}</li>`).join('')}</ul>`;
      case 'table': {
        const cell = `padding:9px 0;border-bottom:1px solid ${colors.border};${text}`;
        const rows = block.rows.map(
          ([left, right]) =>
            `<tr><td style="${cell}color:${colors.muted};">${words(left)}</td><td align="right" style="${cell}padding-left:16px;">${words(right)}</td></tr>`,
        );
        return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 22px;border-collapse:collapse;">${rows.join('')}</table>`;
      }
      case 'button': {
        const to = address(block.address);
        if (!to) return `<p style="margin:0 0 18px;${text}">${write(block.text)}</p>`;
        return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 24px;"><tr><td bgcolor="${colors.accent}" style="border-radius:${radius}px;"><a href="${to}" style="display:inline-block;padding:13px 26px;font-family:${look.bodyFont};font-size:16px;line-height:20px;font-weight:600;color:${colors.onAccent};text-decoration:none;">${write(block.text)}</a></td></tr></table>`;
      }
      case 'rule':
        return `<hr style="margin:4px 0 22px;border:0;border-top:1px solid ${colors.border};">`;
    }
  };

  return [
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta name="color-scheme" content="${look.scheme}"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="margin:0;padding:0;background:${colors.background};">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${colors.background}"><tr><td align="center" style="padding:32px 16px;">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;">`,
    `<tr><td style="padding:0 4px 20px;">${wordmark(look)}</td></tr>`,
    `<tr><td bgcolor="${colors.surface}" style="padding:32px 32px 14px;border:1px solid ${colors.border};border-radius:${radius}px;">`,
    ...blocks.map(blockHtml),
    `</td></tr><tr><td style="padding:20px 4px 0;font-family:${look.bodyFont};font-size:13px;line-height:20px;color:${colors.muted};">${footerHtml(look)}</td></tr>`,
    `</table></td></tr></table></body></html>`,
  ].join('');
}

/** The logo; programs that show no SVG write the name instead, in the brand's colour. */
function wordmark({ name, logoUrl, logoSize, colors, headingFont }: Look): string {
  const style = `font-family:${headingFont};font-size:24px;line-height:36px;font-weight:600;color:${colors.accent};`;
  if (!logoUrl) return `<span style="${style}">${escapeHtml(name)}</span>`;
  const size = logoSize ? `width="${logoSize.width}" height="${logoSize.height}"` : 'height="36"';
  return `<img src="${escapeHtml(logoUrl)}" ${size} alt="${escapeHtml(name)}" style="display:block;border:0;${style}">`;
}

function footerHtml({ footer, links, colors }: Look): string {
  const shown = links.map(
    ({ label, address }) =>
      `<a href="${escapeHtml(address)}" style="color:${colors.muted};text-decoration:underline;">${escapeHtml(label)}</a>`,
  );
  return [...(footer ? [escapeHtml(footer)] : []), ...(shown.length > 0 ? [shown.join(' &nbsp;·&nbsp; ')] : [])].join(
    '<br>',
  );
}
