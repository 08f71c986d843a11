import type { RoleDefinition } from './role';

/** A number and a unit: minutes, hours or days. */
export const DURATION = /^([1-9][0-9]{0,3})(m|h|d)$/;

const MILLISECONDS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

const OTHERWISE = '24h';

/** How many milliseconds without activity make a task of this role stale; tasks without a role have none to ask. */
export function staleAfter(role?: Pick<RoleDefinition, 'stale_after'>): number {
  const [, count, unit] = DURATION.exec(role?.stale_after ?? OTHERWISE) ?? [];
  return Number(count) * (MILLISECONDS[unit ?? ''] ?? Number.NaN);
}
