import type { Value } from './values';

/** `name`, `not name`, `name is value`, `name is not value`. */
export const CONDITION = /^(?:(not) )?([a-z][a-z0-9_]*)(?: is (not )?(\S(?:.*\S)?))?$/;

export interface Condition {
  readonly name: string;
  /** What the value is compared with; without it, whether there is anything (yes, some text, an entry). */
  readonly equals?: string;
  readonly negated: boolean;
}

export function parseCondition(written: string): Condition {
  const [, not, name = '', isNot, equals] = CONDITION.exec(written) ?? [];
  return { name, negated: (not ?? isNot) !== undefined, ...(equals === undefined ? {} : { equals }) };
}

export function holds({ equals, negated }: Condition, value: Value | undefined): boolean {
  const positive =
    equals === undefined
      ? Array.isArray(value)
        ? value.length > 0
        : value !== undefined && value !== false && value !== ''
      : String(value) === equals;
  return positive !== negated;
}
