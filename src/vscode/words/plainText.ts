/** VS Code makes links of addresses in a text, unless something that nobody sees stands in them. */
export const unlinked = (text: string): string =>
  text.replace(/(?<=:)(?=\/\/)|(?<=www)(?=\.)|(?<=\S)(?=@\S)/gi, '\u2060');
