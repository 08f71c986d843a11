import { BUILT_IN_ROLE_NAMES } from '../domain/role/names';
import type { Connection } from '../storage/connection';
import { listRoles } from '../storage/queries/roles';

/** Roles that may be named: those that are loaded, and always the built-in ones. */
export const knownRoles = (connection: Connection): ReadonlySet<string> =>
  new Set([...BUILT_IN_ROLE_NAMES, ...listRoles(connection).map(({ name }) => name)]);
