import { builtInRoles } from './builtIn/builtInRoles';
import { roleDefinition, type EffectiveRole, type RoleEntry, type RoleKey, type RoleOrigin } from './role';

/** What one file says. */
export interface RoleSource extends RoleOrigin {
  readonly roles: ReadonlyMap<string, RoleEntry>;
}

export interface LayeredRoles {
  readonly roles: readonly EffectiveRole[];
  /** Names that no layer defines, with the file that mentions them. */
  readonly undefinedRoles: readonly { readonly name: string; readonly origin: RoleOrigin }[];
}

const builtIn: RoleSource = { layer: 'built-in', file: null, roles: new Map(Object.entries(builtInRoles)) };

interface Gathered {
  entry: RoleEntry;
  origins: Partial<Record<RoleKey, RoleOrigin>>;
  last: RoleOrigin;
}

/** Lays the sources over the built-in roles, in the order given, key by key. A list replaces a list. */
export function layerRoles(sources: readonly RoleSource[]): LayeredRoles {
  const gathered = new Map<string, Gathered>();
  for (const { layer, file, roles } of [builtIn, ...sources]) {
    const origin: RoleOrigin = { layer, file };
    for (const [name, entry] of roles) {
      const below = gathered.get(name);
      const mine = Object.fromEntries(Object.keys(entry).map((key) => [key, origin]));
      gathered.set(name, {
        entry: { ...below?.entry, ...entry },
        origins: { ...below?.origins, ...mine },
        last: origin,
      });
    }
  }
  const roles: EffectiveRole[] = [];
  const undefinedRoles: LayeredRoles['undefinedRoles'][number][] = [];
  for (const [name, { entry, origins, last }] of gathered) {
    if (entry.role_definition === undefined) undefinedRoles.push({ name, origin: last });
    else roles.push({ name, layer: last.layer, definition: roleDefinition.parse(entry), origins });
  }
  return { roles, undefinedRoles };
}
