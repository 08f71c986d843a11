import * as z from 'zod';
import { ROLE_LAYERS } from '../../domain/role/role';
import { fileOperation } from './fileOperation';
import { fileProblem } from './shapes';

export const listRoleFiles = fileOperation({
  about: 'The roles as the files have them now, where each is written, and what is wrong with the files.',
  input: z.strictObject({}),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        name: z.string(),
        layer: z.enum(ROLE_LAYERS),
        definition: z.string(),
        outputFormat: z.string(),
        /** The strongest file that speaks of it; none for what is only built in. */
        written: z.strictObject({ file: z.string(), line: z.number() }).nullable(),
      }),
    ),
    problems: z.array(fileProblem),
    customFile: z.string(),
  }),
  run: async ({ place, folders }) => {
    const folder = new (folders().RoleFolder)(place);
    const { roles, problems, lines } = await folder.read();
    const rows = roles.map(({ name, layer, definition }) => ({
      name,
      layer,
      definition: definition.role_definition,
      outputFormat: definition.output_format,
      written: lines.get(name) ?? null,
    }));
    return { rows, problems: [...problems], customFile: folder.customFile };
  },
});

export const beginCustomRoles = fileOperation({
  about: 'Makes sure that there is a file for roles of one’s own, with a start to write on, and says where it is.',
  input: z.strictObject({}),
  output: z.strictObject({ file: z.string(), isNew: z.boolean() }),
  run: ({ place, folders }) => new (folders().RoleFolder)(place).beginCustom(),
});
