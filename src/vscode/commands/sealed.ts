import type { OwnRow } from './argument';

const contents = new WeakMap<object, OwnRow>();

/**
 * An argument for commands that leave our hands, as those of quick fixes do: any extension can ask for them. It says what was
 * meant to us and nothing to others, and holds no answers that a person has to give.
 */
export function seal(row: OwnRow): object {
  const key = Object.freeze({});
  contents.set(key, row);
  return key;
}

export const unsealed = (argument: object): OwnRow | undefined => contents.get(argument);
