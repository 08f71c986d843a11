import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from './sources.mjs';

/** The shapes that the program itself checks with, so that an editor's completion cannot say anything else. */
const source = `
import * as z from 'zod';
import { rolesFile } from './src/domain/role/role';
import { template } from './src/domain/template/template';
const draft = (schema, title) => ({ title, ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) });
export const schemas = {
  roles: draft(rolesFile, 'Roles of Task Orchestrator'),
  templates: draft(template, 'Task template of Task Orchestrator'),
};
`;

/** The JSON schemas in media/schemas, by the name of their file. @returns {Promise<Record<string, object>>} */
export async function loadSchemas() {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: source, resolveDir: fileURLToPath(root), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const bundle = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module = await import(`data:text/javascript;base64,${bundle}`);
  return module.schemas;
}
