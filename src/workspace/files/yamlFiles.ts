import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileProblem } from '../../domain/source/fileProblem';
import type { ConfigFolder } from './configFolder';
import { YamlFile } from './yamlFile';

const MOST_FILES = 200;

export interface YamlFiles {
  readonly files: readonly YamlFile[];
  /** What is wrong with the folder itself. */
  readonly problems: readonly FileProblem[];
}

/** Reads the YAML files of a folder, in the order of their names; a folder that is not there has none. */
export async function readYamlFiles(path: string, folder: ConfigFolder): Promise<YamlFiles> {
  const failed = (message: string): YamlFiles => ({
    files: [],
    problems: [{ file: path, line: 1, column: 1, message, severity: 'error' }],
  });
  try {
    if ((await folder.real(path)) === undefined) {
      return failed('This is a link that leads outside of the workspace; nothing in it is read.');
    }
    const all = (await readdir(path)).sort();
    const names = all.filter((name) => YAML.test(name));
    if (names.length > MOST_FILES) return failed(`There are more than ${MOST_FILES} files here; none is read.`);
    return {
      files: await Promise.all(names.map((name) => YamlFile.read(join(path, name), folder))),
      problems: all.filter((name) => ALMOST_YAML.test(name)).map((name) => misnamed(join(path, name))),
    };
  } catch (error) {
    if (isNotThere(error)) return { files: [], problems: [] };
    return failed(`The folder cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  }
}

/** Names that begin with a dot belong to editors and to files that are just being written. */
const YAML = /^[^.].*\.yaml$/;
const ALMOST_YAML = /^[^.].*\.yml$/i;

const misnamed = (file: string): FileProblem => ({
  file,
  line: 1,
  column: 1,
  message: 'Only files that end in .yaml are read; rename this one.',
  severity: 'warning',
});

export const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

export const isNotThere = (error: unknown): boolean => errorCode(error) === 'ENOENT';
