const LONGEST = 240;

/** The beginning of a text as one reads it, without the marks of Markdown. */
export function beginning(markdown: string): string {
  const plain = markdown
    .replace(/^\s*```.*$/gm, '')
    .replace(/^\s*(#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`)(.+?)\1/g, '$2')
    .replace(/(?<!\w)[*_](\S(?:.*?\S)?)[*_](?!\w)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1).trimEnd()}…` : plain;
}

/** VS Code makes links of addresses in a text, unless something that nobody sees stands in them. */
export const unlinked = (text: string): string =>
  text.replace(/(?<=:)(?=\/\/)|(?<=www)(?=\.)|(?<=\S)(?=@\S)/gi, '\u2060');
