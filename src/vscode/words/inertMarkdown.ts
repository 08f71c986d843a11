import { unlinked } from './plainText';

const LONGEST = 400;
const MOST_LINES = 12;
const MOST_READ = 2_000;
/** Nobody sees it, and what it stands in is no longer what Markdown or HTML take for a link, an image or a tag. */
const JOINER = '\u2060';

/** The beginning of a text that somebody wrote, as Markdown that formats and does nothing else: no links, no images, no HTML. */
export function inertMarkdown(text: string): string {
  const plain = text
    .slice(0, MOST_READ)
    .trim()
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/^[ \t]*#{1,6}[ \t]+(.+?)[ \t]*#*$/gm, '**$1**');
  return inert(whole(shortened(plain)));
}

/** The same of a line, such as a title: it stays as it is, and links to nothing and loads nothing. */
export const inert = (text: string): string =>
  unlinked(text)
    .replace(/\](?=[(:[])/g, `]${JOINER}`)
    .replace(/<(?=\S)/g, `<${JOINER}`);

function shortened(text: string): string {
  const lines = text.split('\n');
  const few = lines.slice(0, MOST_LINES).join('\n');
  if (few.length <= LONGEST) return lines.length > MOST_LINES ? `${few}\n\n…` : few;
  const cut = few.slice(0, LONGEST);
  const end = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'));
  return `${(end > LONGEST / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}

/** A block of code that was cut, or never closed, would swallow what comes after it. */
function whole(text: string): string {
  let fence: string | undefined;
  for (const [, mark = ''] of text.matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
    if (fence === undefined) fence = mark;
    else if (mark.startsWith(fence)) fence = undefined;
  }
  return fence === undefined ? text : `${text}\n${fence}`;
}
