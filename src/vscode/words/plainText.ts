/** VS Code makes links of addresses in a text, unless something that nobody sees stands in them. */
export const unlinked = (text: string): string =>
  text.replace(/(?<=:)(?=\/\/)|(?<=www)(?=\.)|(?<=\S)(?=@\S)/gi, '\u2060');

/** Messages and the notes below an input make links of `[words](address)`, also of such that run a command. */
export const withoutLinks = (text: string): string => text.replace(/\](?=\()/g, ']\u2060');

/** Labels of lists and the status bar draw `$(name)` as an icon, unless told not to; elsewhere what tells them so would show. */
export const withoutIcons = (text: string): string => text.replace(/\$(?=\([A-Za-z0-9~-]+\))/g, '\\$');

/** At most so many letters; where there are more, the last one says so. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
