import * as z from 'zod';
import { deleteRole, listRoles, putRole } from '../../storage/queries/roles';
import { command } from '../operation';
import { roleName } from '../shapes/common';

export const syncRoles = command({
  about: 'Keeps the roles that the workspace has now, for briefs and for whoever asks.',
  who: 'engine',
  input: z.strictObject({
    roles: z.array(
      z.strictObject({ name: roleName, layer: z.string().max(50), definition: z.json(), hash: z.string().max(200) }),
    ),
  }),
  output: z.strictObject({ changed: z.array(z.string()) }),
  run: (context, { roles }) => {
    const { connection, now } = context;
    const known = new Map(listRoles(connection).map((role) => [role.name, role]));
    const wanted = new Set(roles.map(({ name }) => name));
    const put = roles.filter(
      ({ name, hash, layer }) => known.get(name)?.hash !== hash || known.get(name)?.layer !== layer,
    );
    const gone = [...known.keys()].filter((name) => !wanted.has(name));
    for (const role of put) putRole(connection, role, now);
    for (const name of gone) deleteRole(connection, name);
    const changed = [...put.map(({ name }) => name), ...gone];
    for (const name of changed) context.changed({ entity: 'role', id: name, parent: null });
    return { changed };
  },
});
