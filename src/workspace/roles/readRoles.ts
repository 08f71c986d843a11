import * as z from 'zod';
import { roleEntry, roleName, type RoleEntry } from '../../domain/role/role';
import type { YamlFile } from '../files/yamlFile';

const named = z.record(z.string(), z.unknown());

/** The roles that a file speaks of. One that has a mistake is left out, and the others stay. */
export function readRoles(file: YamlFile): ReadonlyMap<string, RoleEntry> {
  const roles = new Map<string, RoleEntry>();
  if (file.isEmpty) return roles;
  for (const [name, said] of Object.entries(file.take(named, file.data) ?? {})) {
    const wrong = roleName.safeParse(name).error?.issues[0]?.message;
    if (wrong !== undefined) {
      file.report([{ path: [name], at: 'key', message: `The role name "${name}" ${wrong}.`, severity: 'error' }]);
      continue;
    }
    const entry = file.take(roleEntry, said, [name]);
    if (entry) roles.set(name, entry);
  }
  return roles;
}
