import { copyFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';

/**
 * Builds the benchmarks and the engine as the product ships it, into a folder of their own: dist/ belongs to the product
 * and is emptied by its build.
 * @param {string} root
 * @param {string} out
 */
export async function build(root, out) {
  /** @type {esbuild.BuildOptions} */
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20.20',
    format: 'cjs',
    minify: true,
    sourcemap: true,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
  };
  const child = join(out, 'child.js');
  const engine = join(out, 'engine.js');
  // The engine loads it beside itself when it first reads what people write.
  const workspace = join(out, 'workspace.js');
  const agentProgram = join(out, 'mcp.js');
  const alias = { '@modelcontextprotocol/server/_shims': join(root, 'src/mcp/protocolShims.ts') };
  await Promise.all([
    esbuild.build({ ...common, entryPoints: ['bench/child.ts'], outfile: child }),
    esbuild.build({ ...common, entryPoints: ['src/engine/worker.ts'], outfile: engine }),
    esbuild.build({ ...common, entryPoints: ['src/workspace/folders.ts'], outfile: workspace }),
    esbuild.build({ ...common, entryPoints: ['src/mcp/main.ts'], outfile: agentProgram, alias }),
  ]);
  const wasm = join(out, 'sql-wasm.wasm');
  copyFileSync(join(root, 'node_modules', 'sql.js', 'dist', 'sql-wasm.wasm'), wasm);
  // The program tells its version from the manifest beside its folder.
  writeFileSync(join(dirname(out), 'package.json'), '{ "version": "bench" }');
  return { child, engine, wasm, agentProgram };
}
