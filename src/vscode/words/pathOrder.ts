/** As people count: page 2 comes before page 10. */
const { compare } = new Intl.Collator(undefined, { numeric: true });
export const byPath = (one: string, other: string): number => compare(one, other);
