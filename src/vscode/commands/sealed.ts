import type { OwnRow } from './argument';

const contents = new WeakMap<object, OwnRow>();

/**
 * An argument for commands that leave our hands, as those of quick fixes do, which any extension can ask for, and those of
 * notifications, which a command can accept. It says what was meant to us and nothing to others, holds no answers that a person
 * has to give, and is no proof that a person acts.
 */
export function seal(row: OwnRow): object {
  const key = Object.freeze({});
  contents.set(key, row);
  return key;
}

export const unsealed = (argument: object): OwnRow | undefined => contents.get(argument);
