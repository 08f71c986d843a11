import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';

const frame = /(?<=[( ])([^\s()]+\.js):(\d+):(\d+)/g;

/**
 * The stack of an error in terms of the sources. Node could do this by itself (`--enable-source-maps`), but reads the map of
 * each bundle as it is loaded, which takes longer than many a test; and in an extension host VS Code formats stacks.
 * @param {string} stack
 */
export function mappedStack(stack) {
  return stack.replace(
    frame,
    (place, /** @type {string} */ name, /** @type {string} */ line, /** @type {string} */ column) => {
      const file = resolve(name);
      const entry = sourceMapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry === undefined || !('originalSource' in entry)) return place;
      const source = relative(process.cwd(), resolve(dirname(file), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    },
  );
}

/** @param {string} file */
function sourceMapOf(file) {
  if (!existsSync(`${file}.map`)) return undefined;
  return new SourceMap(
    /** @type {import('node:module').SourceMapPayload} */ (JSON.parse(readFileSync(`${file}.map`, 'utf8'))),
  );
}
