/** Why something is not put back where it was (rules K4, K5). */
export const LEFT_FOLDER = 'it is a folder now, which is left alone';

export const leftLink = (link: string): string =>
  `${JSON.stringify(link)} is a link now, and what it leads to is left alone`;
