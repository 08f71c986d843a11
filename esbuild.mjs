// Every bundle of the product and of its tests is described here; nothing else compiles TypeScript.
//   node esbuild.mjs [--production] [--watch] [--tests]
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

/** The store depends on the internals of exactly this build of SQLite (docs/architecture.md, "The store"). */
const SQL_WASM_SHA256 = '43bbcdd44287e5a2db3b6b5af34b1a3485a7a441285d247976c1ebe3c61f8dbf';

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  logLevel: 'warning',
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  minify: production,
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};

/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: 'node', target: 'node20.20', format: 'cjs' };

/** Of what runs in the extension host: jsonc-parser's other form hides what it loads. */
const hostMainFields = ['module', 'main'];

/**
 * A program that a page runs beside itself, as a text in its script: a page loads nothing else, and a worker starts only from
 * what the page has.
 * @type {esbuild.Plugin}
 */
const workersAsText = {
  name: 'workers as text',
  setup(build) {
    build.onResolve({ filter: /\?worker$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(/\?worker$/, '')),
      namespace: 'worker',
    }));
    build.onLoad({ filter: /.*/, namespace: 'worker' }, async ({ path }) => {
      const { outputFiles, metafile } = await esbuild.build({
        ...common,
        platform: 'browser',
        target: 'chrome132',
        format: 'iife',
        sourcemap: false,
        write: false,
        minify: true,
        entryPoints: [path],
      });
      const watchFiles = Object.keys(metafile?.inputs ?? {}).map((file) => resolve(root, file));
      return { contents: outputFiles[0]?.text ?? '', loader: 'text', watchFiles };
    });
  },
};

/**
 * A page in a panel: one script and one style, which the frame of the page names.
 * @param {string} name
 * @returns {esbuild.BuildOptions}
 */
const page = (name) => ({
  ...common,
  platform: 'browser',
  target: 'chrome132',
  format: 'iife',
  entryPoints: [`webview-ui/${name}/main.tsx`],
  outfile: `dist/webview/${name}.js`,
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  plugins: [workersAsText],
});

/** @type {Record<string, esbuild.BuildOptions>} */
const product = {
  extension: {
    ...node,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    mainFields: hostMainFields,
  },
  engine: { ...node, entryPoints: ['src/engine/worker.ts'], outfile: 'dist/engine.js' },
  workspace: { ...node, entryPoints: ['src/workspace/folders.ts'], outfile: 'dist/workspace.js' },
  tools: { ...node, entryPoints: ['src/tools/index.ts'], outfile: 'dist/tools.js' },
  task: page('task'),
  mcp: {
    ...node,
    entryPoints: ['src/mcp/main.ts'],
    outfile: 'dist/mcp.js',
    banner: { js: '#!/usr/bin/env node' },
    alias: { '@modelcontextprotocol/server/_shims': resolve(root, 'src/mcp/protocolShims.ts') },
  },
};

/** @type {Record<string, esbuild.BuildOptions>} */
const tests = {
  // Suites and helper processes that run in plain Node load their libraries from node_modules.
  node: {
    ...node,
    entryPoints: [
      'test/unit/**/*.test.ts',
      'test/unit/mcp/window.ts',
      'test/crash/*.ts',
      'test/ui/*.test.ts',
      'test/host/noter.ts',
    ],
    outdir: 'dist/test',
    outbase: 'test',
    packages: 'external',
  },
  // In one: they share a browser, and what starts programs and ends them with the process that runs them.
  looks: { ...node, ...(await suitesIn('test/ui/looks', '.looks.ts')), outfile: 'dist/test/ui/looks.js' },
  // The suite that runs inside the extension host is one file, like the extension it looks at.
  host: {
    ...node,
    entryPoints: ['test/host/index.ts'],
    outfile: 'dist/test/host/index.js',
    external: ['vscode', 'mocha'],
    mainFields: hostMainFields,
  },
};

/**
 * @param {string} folder
 * @param {string} ending
 * @returns {Promise<esbuild.BuildOptions>}
 */
async function suitesIn(folder, ending) {
  const suites = (await readdir(resolve(root, folder))).filter((name) => name.endsWith(ending)).sort();
  const contents = suites.map((name) => `import './${name}';`).join('\n');
  const stdin = { contents, resolveDir: resolve(root, folder), sourcefile: `${folder}/all.ts` };
  return { stdin, packages: 'external' };
}

async function copyWasm() {
  const source = resolve(root, 'node_modules/sql.js/dist/sql-wasm.wasm');
  const found = createHash('sha256')
    .update(await readFile(source))
    .digest('hex');
  if (found !== SQL_WASM_SHA256) {
    throw new Error(
      `sql.js ships another sql-wasm.wasm than the one the store was proven on (${found}). ` +
        'Run the crash and contract tests against it, then change SQL_WASM_SHA256 in esbuild.mjs.',
    );
  }
  await cp(source, resolve(root, 'dist/sql-wasm.wasm'));
}

const builds = Object.values({ ...product, ...(flags.has('--tests') ? tests : {}) });

if (!flags.has('--watch')) await rm(resolve(root, 'dist'), { recursive: true, force: true });
await mkdir(resolve(root, 'dist'), { recursive: true });
await copyWasm();

if (flags.has('--watch')) {
  // The background problem matcher in .vscode/tasks.json waits for these lines: one round is over when all bundles are done.
  let running = 0;
  /** @type {esbuild.Plugin} */
  const announce = {
    name: 'announce',
    setup(build) {
      build.onStart(() => {
        if (running++ === 0) process.stdout.write('[watch] build started\n');
      });
      build.onEnd((result) => {
        for (const { text, location } of result.errors) {
          process.stdout.write(`✘ [ERROR] ${text}\n    ${location?.file}:${location?.line}:${location?.column}:\n`);
        }
        if (--running === 0) process.stdout.write('[watch] build finished\n');
      });
    },
  };
  const contexts = await Promise.all(builds.map((options) => esbuild.context({ ...options, plugins: [announce] })));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const results = await Promise.all(builds.map((options) => esbuild.build(options)));
  /** @type {Record<string, { bytes: number }>} */
  const outputs = {};
  for (const { metafile } of results) {
    for (const [file, output] of Object.entries(metafile?.outputs ?? {})) outputs[file] = { bytes: output.bytes };
  }
  await writeFile(resolve(root, 'dist/sizes.json'), JSON.stringify({ production, outputs }, null, 2));
  for (const [file, { bytes }] of Object.entries(outputs)) {
    if (file.startsWith('dist/test/') || file.endsWith('.map')) continue;
    process.stdout.write(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${relative(root, resolve(root, file))}\n`);
  }
}
