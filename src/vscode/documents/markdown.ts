/** Lines of a document, without those that have nothing to say. */
export const lines = (...parts: readonly (string | null)[]): string =>
  `${parts.filter((part) => part !== null).join('\n')}\n`;

/** A heading with what is below it, or nothing. */
export const part = (title: string, text: string): string | null => (text === '' ? null : `\n## ${title}\n\n${text}`);

export const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** Data as people read it: texts as they are, the rest as JSON. */
export const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
