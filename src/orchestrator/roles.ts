import { builtInRoles } from '../domain/role/builtIn/builtInRoles';
import type { Connection } from '../storage/connection';
import { findRole, listRoles } from '../storage/queries/roles';

export interface KnownRole {
  readonly name: string;
  readonly layer: string;
  readonly definition: unknown;
}

const builtIn = (name: string): KnownRole[] => {
  const definition = Object.hasOwn(builtInRoles, name) ? builtInRoles[name] : undefined;
  return definition ? [{ name, layer: 'built-in', definition }] : [];
};

/** Roles as the workspace has them now; the built-in ones are there before its files have been read. */
export function allRoles(connection: Connection): KnownRole[] {
  const loaded = new Map(
    listRoles(connection).map(({ name, layer, definition }) => [name, { name, layer, definition }]),
  );
  const others = Object.keys(builtInRoles).filter((name) => !loaded.has(name));
  return [...loaded.values(), ...others.flatMap(builtIn)];
}

export function roleNamed(connection: Connection, name: string): KnownRole | undefined {
  const loaded = findRole(connection, name);
  return loaded ? { name, layer: loaded.layer, definition: loaded.definition } : builtIn(name)[0];
}

/** Names that a task's role may have. */
export interface KnownRoles {
  has(name: string): boolean;
  names(): readonly string[];
}

/** As they are asked for: most tasks have a built-in role or none, and each command would pay for a list. */
export const knownRoles = (connection: Connection): KnownRoles => ({
  has: (name) => Object.hasOwn(builtInRoles, name) || findRole(connection, name) !== undefined,
  names: () => allRoles(connection).map(({ name }) => name),
});
