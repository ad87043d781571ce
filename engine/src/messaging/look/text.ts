import type { Values } from '../template/values.ts';
import type { Block, Inline } from './blocks.ts';

/** The same message without any look: for programs that show no HTML, and for gateways of text messages. */
export function plainText(blocks: readonly Block[], values: Values): string {
  return values.restored(blocks.map(blockText).join('\n\n')).trim();
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.lines.map(words).join('\n');
    case 'heading':
      return words(block.words);
    case 'list':
      return block.items.map((item) => `- ${words(item)}`).join('\n');
    case 'table':
      return block.rows.map(([left, right]) => `${words(left)}: ${words(right)}`).join('\n');
    case 'button':
      return `${block.text}: ${block.address}`;
    case 'rule':
      return '--------';
  }
}

const words = (inlines: readonly Inline[]): string =>
  inlines.map((one) => (one.kind === 'link' ? `${one.text} (${one.address})` : one.text)).join('');
