// Writes the generated parts of package.json and package.nls.json from the typed tables in src/vscode/contributions,
// collects the strings that the code shows into l10n/bundle.l10n.json, and writes the JSON schemas. Tests fail when any of them is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import { loadSchemas } from './manifest/schemas.mjs';
import { collectStrings, loadManifest, root } from './manifest/sources.mjs';

const manifest = await loadManifest();
const packageFile = new URL('package.json', root);
const packageJson = JSON.parse(await readFile(packageFile, 'utf8'));
packageJson.activationEvents = manifest.activationEvents;
packageJson.contributes = manifest.contributes;

/** @param {URL} file @param {unknown} value */
const write = (file, value) => writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
await write(packageFile, packageJson);
await write(new URL('package.nls.json', root), manifest.nls);
await write(new URL('l10n/bundle.l10n.json', root), await collectStrings());
for (const [name, schema] of Object.entries(await loadSchemas())) {
  await write(new URL(`media/schemas/${name}.schema.json`, root), schema);
}
