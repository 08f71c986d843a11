import { Problem } from '../domain/problem';
import { invalid, isTooDeep, parseInput } from '../orchestrator/operation';
import { findFileOperationNamed } from '../orchestrator/registry';
import type { ConfigPlace } from '../workspace/files/configFolder';
import { TOO_DEEP, unknownOperation } from './execution';
import type { FilesRequest, Reply } from './protocol';
import { writtenFiles } from './writtenFiles';

/** Answers what is asked about roles and templates on disk, in the order in which it comes. */
export class FileAnswers {
  readonly #place: ConfigPlace;
  /** A request that is sent again while it is on its way is answered once: saving twice would find its own file. */
  readonly #underWay = new Set<number>();
  #last: Promise<void> = Promise.resolve();

  constructor(place: ConfigPlace) {
    this.#place = place;
  }

  answer(request: FilesRequest, reply: (reply: Reply) => void): void {
    const { id } = request;
    if (this.#underWay.has(id)) return;
    this.#underWay.add(id);
    this.#last = this.#last
      .then(() => this.#run(request))
      .then(
        (value) => reply({ id, ok: true, value }),
        (error: unknown) => reply({ id, ok: false, problem: Problem.from(error).toData() }),
      )
      .finally(() => this.#underWay.delete(id));
  }

  #run({ name, input }: FilesRequest): Promise<unknown> {
    const definition = findFileOperationNamed(name);
    if (!definition) throw unknownOperation(name);
    if (isTooDeep(input)) throw invalid([TOO_DEEP]);
    return definition.run({ place: this.#place, folders: writtenFiles }, parseInput(definition.input, input));
  }
}
