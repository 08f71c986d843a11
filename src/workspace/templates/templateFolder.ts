import { basename, extname, join } from 'node:path';
import { Problem } from '../../domain/problem';
import type { FileProblem } from '../../domain/source/fileProblem';
import { checkTemplate } from '../../domain/template/checkTemplate';
import { fillTemplate, type Filled } from '../../domain/template/fill';
import type { TemplateSource } from '../../domain/template/fromPlan';
import { template, type Template } from '../../domain/template/template';
import { readValues } from '../../domain/template/values';
import { ConfigFolder, leadsOutside, type ConfigPlace } from '../files/configFolder';
import { followFolder, type Following } from '../files/followFolder';
import { readText } from '../files/readText';
import { writeText } from '../files/writeText';
import { YamlFile } from '../files/yamlFile';
import { errorCode, readYamlFiles } from '../files/yamlFiles';
import { writeYaml } from '../yaml/yamlText';
import { matchesWithin } from './matchesWithin';
import { templateStart } from './templateStart';

export interface TemplateFile {
  /** The name of the file without its ending. */
  readonly id: string;
  readonly file: string;
  readonly template: Template;
}

export interface LoadedTemplates {
  readonly templates: readonly TemplateFile[];
  readonly problems: readonly FileProblem[];
}

/** The templates of a workspace folder: one file each in templates/. */
export class TemplateFolder {
  readonly path: string;
  readonly #folder: ConfigFolder;

  constructor(place: ConfigPlace) {
    this.#folder = new ConfigFolder(place);
    this.path = this.#folder.templates;
  }

  /** Hands over the templates now and each time that they or their problems have become different. */
  follow(changed: (loaded: LoadedTemplates) => void): Following {
    return followFolder(this.path, () => this.load(), changed);
  }

  /** Never fails: a template with a mistake is left out, and its problems say why. */
  async load(): Promise<LoadedTemplates> {
    const { files, problems } = await readYamlFiles(this.path, this.#folder);
    const templates = files.flatMap((file): TemplateFile[] => {
      const read = readTemplate(file);
      return read ? [{ id: basename(file.path, extname(file.path)), file: file.path, template: read }] : [];
    });
    return { templates, problems: [...problems, ...files.flatMap((file) => file.problems)] };
  }

  /** Writes a template and says where. One that is there already is replaced only when that is asked for. */
  async save(id: string, source: TemplateSource, { replace = false } = {}): Promise<string> {
    return this.#write(id, writeYaml(source), replace);
  }

  /** Makes a template with a start to write on. */
  begin(id: string): Promise<string> {
    return this.#write(id, templateStart(id), false);
  }

  /** The plan that a template makes of values, or every mistake. */
  async fill(id: string, given: Readonly<Record<string, unknown>>): Promise<Filled> {
    return fillTemplate(await this.#named(id), given, matchesWithin);
  }

  /** What is wrong with one value; nothing when it may be left out and is. */
  async checkValue(id: string, name: string, value: unknown): Promise<string | undefined> {
    const { parameters = {} } = await this.#named(id);
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!parameter) return `The template has no parameter "${name}".`;
    return readValues({ [name]: parameter }, { [name]: value }, matchesWithin).mistakes[0]?.message;
  }

  async #named(id: string): Promise<Template> {
    const { templates } = await this.load();
    const found = templates.find((file) => file.id === id);
    if (found) return found.template;
    throw new Problem(
      'not_found',
      `There is no template ${id.slice(0, 80)}, or it has a mistake.`,
      'Look at it with Edit Templates.',
    );
  }

  async #write(id: string, text: string, replace: boolean): Promise<string> {
    if (!isSafeName(id)) {
      throw new Problem(
        'invalid_input',
        `"${id.slice(0, 80)}" cannot be the name of a template file on every system.`,
        'Choose a name of lower-case letters, digits, - and _, with at most 64 characters.',
      );
    }
    const path = join(this.path, `${id}.yaml`);
    const check = YamlFile.parse(path, text);
    if (!readTemplate(check)) {
      throw new Problem(
        'invalid_input',
        `This would not be a valid template. ${check.problems.map(({ message }) => message).join(' ')}`,
        'Correct what is named and save it again; nothing was written.',
      );
    }
    if (!(await this.#folder.make(this.path))) throw leadsOutside(this.path);
    try {
      await writeText(path, text, { replace });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      // Sent again after an answer was lost, the same text is there already.
      const there = await readText(path, this.#folder);
      if (!('text' in there) || there.text !== text) throw isTaken(id);
    }
    return path;
  }
}

/** The template in a file, or undefined when there is a mistake in it. */
export function readTemplate(file: YamlFile): Template | undefined {
  const read = file.isBroken ? undefined : file.take(template, file.data);
  if (read) file.report(checkTemplate(read, matchesWithin));
  return file.isBroken ? undefined : read;
}

/** Names that Windows keeps for devices, with any ending. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

const isSafeName = (id: string): boolean => /^[a-z0-9][a-z0-9_-]{0,63}$/.test(id) && !DEVICES.test(id);

const isTaken = (id: string): Problem =>
  new Problem(
    'conflict',
    `There is a template ${id} already.`,
    'Choose another name, or say that it is to be replaced.',
  );
