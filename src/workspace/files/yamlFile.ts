import type * as z from 'zod';
import { checkShape } from '../../domain/source/checkShape';
import type { FileProblem, Severity } from '../../domain/source/fileProblem';
import type { Mistake } from '../../domain/source/mistake';
import { readYaml, type Place, type YamlText } from '../yaml/yamlText';
import type { ConfigFolder } from './configFolder';
import { readText } from './readText';

const MOST_PROBLEMS = 50;

/** A YAML file on its way to what it means, gathering what is wrong with it. */
export class YamlFile {
  readonly path: string;
  readonly data: unknown;
  readonly #yaml: YamlText | undefined;
  readonly #problems: FileProblem[];

  private constructor(path: string, yaml: YamlText | undefined, problems: readonly FileProblem[]) {
    this.path = path;
    this.data = yaml?.data;
    this.#yaml = yaml;
    this.#problems = [...problems];
  }

  static async read(path: string, folder: ConfigFolder): Promise<YamlFile> {
    const read = await readText(path, folder);
    if ('text' in read) return YamlFile.parse(path, read.text);
    return new YamlFile(path, undefined, [
      { file: path, line: read.line, column: 1, message: read.why, severity: 'error' },
    ]);
  }

  static parse(path: string, text: string): YamlFile {
    const yaml = readYaml(text);
    const problems = yaml.problems.map(({ place, message, severity }) => problemAt(path, place, message, severity));
    return new YamlFile(path, yaml, problems);
  }

  /** What is wrong, the first of it when it is a great deal. */
  get problems(): readonly FileProblem[] {
    return this.#problems.slice(0, MOST_PROBLEMS);
  }

  /** Nothing but comments in it, or not readable at all. */
  get isEmpty(): boolean {
    return this.data === undefined || this.data === null;
  }

  get isBroken(): boolean {
    return this.#problems.some(({ severity }) => severity === 'error');
  }

  /** Parses a part of the data; undefined when that has an error. */
  take<Schema extends z.ZodType>(
    schema: Schema,
    data: unknown,
    under: readonly string[] = [],
  ): z.output<Schema> | undefined {
    const { value, mistakes } = checkShape(schema, data, under);
    this.report(mistakes);
    return value;
  }

  /** The line of a key, from 1. */
  lineOf(path: readonly string[]): number {
    return this.#yaml?.locate(path, 'key').line ?? 1;
  }

  report(mistakes: readonly Mistake[]): void {
    for (const { path, at, message, severity } of mistakes) {
      const place = this.#yaml?.locate(path, at) ?? { line: 1, column: 1, endLine: 1, endColumn: 1 };
      this.#problems.push(problemAt(this.path, place, message, severity));
    }
  }
}

const problemAt = (file: string, place: Place, message: string, severity: Severity): FileProblem => ({
  file,
  ...place,
  message,
  severity,
});
