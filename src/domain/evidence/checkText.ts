/** What a line of text holds and does not show, or shows as something else, or elsewhere: controls, line ends, bidi, blanks. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const allHidden = new RegExp(HIDDEN, 'gu');

const named = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A check is one line that shows all that it does: only so can a person approve it (rule G12). */
export function problemWithCheck(text: string): string | undefined {
  const [hidden] = HIDDEN.exec(text) ?? [];
  if (hidden === undefined) return undefined;
  return `holds ${named(hidden)}; a check is one line of characters that can be seen, with plain spaces between them`;
}

/** A check as it is shown: nothing in it stays unseen, and no run of spaces pushes the rest out of sight. */
export const visibleCheck = (text: string): string =>
  text.replace(allHidden, (character) => `⟨${named(character)}⟩`).replace(/ {2,}/g, (spaces) => `⟨␣×${spaces.length}⟩`);
