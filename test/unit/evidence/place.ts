import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommandInput, CommandOutput } from '../../../src/orchestrator/registry';
import { ada, agent, Desk, type Worker } from '../orchestrator/desk';

type Finish = CommandInput<'task.finish'>;
type Files = NonNullable<Finish['files']>;

export const hashOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** A workspace folder with real files, and a task that somebody works on there. */
export class Place {
  readonly folder: string;
  readonly desk: Desk;
  #task: string | undefined;
  #claim: string | undefined;

  private constructor(folder: string, desk: Desk) {
    this.folder = folder;
    this.desk = desk;
  }

  static async make(within = tmpdir()): Promise<Place> {
    const folder = mkdtempSync(join(within, 'task-orchestrator-place-'));
    const desk = await Desk.open(folder);
    // Before all files that a test writes, as a task's beginning is.
    desk.now = Date.now() - 60_000;
    return new Place(folder, desk);
  }

  path = (path: string): string => join(this.folder, path);

  write(path: string, content: string | Buffer = `content of ${path}\n`): string {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
    return hashOf(content);
  }

  read = (path: string): string => readFileSync(this.path(path), 'utf8');
  remove = (path: string): void => rmSync(this.path(path), { recursive: true });

  rename(from: string, to: string): void {
    mkdirSync(dirname(this.path(to)), { recursive: true });
    renameSync(this.path(from), this.path(to));
  }

  /** Plans a task and takes it. */
  async begin(plan: Partial<CommandInput<'task.plan'>> = {}, by: Worker = agent): Promise<string> {
    const { task } = this.desk.run('task.plan', { goal: 'Do it', ...plan }, by);
    await this.take(task, by);
    return task;
  }

  async take(task: string, by: Worker = agent): Promise<void> {
    const answer = await this.desk.act('task.claim', { task }, by);
    if (!('claim' in answer)) throw new Error(answer.reason);
    this.#task = task;
    this.#claim = answer.claim;
  }

  /** Goes on with a task that was taken before. */
  hold({ task, claim }: { task: string; claim: string }): void {
    this.#task = task;
    this.#claim = claim;
  }

  get held(): { task: string; claim: string } {
    if (this.#task === undefined || this.#claim === undefined) throw new Error('nothing has begun');
    return { task: this.#task, claim: this.#claim };
  }

  claims(files: Files, by: Worker = agent): Promise<CommandOutput<'task.progress'>> {
    return this.desk.act('task.progress', { ...this.held, files }, by);
  }

  finish(
    files: Files = [],
    by: Worker = agent,
    result: Finish['result'] = 'done',
  ): Promise<CommandOutput<'task.finish'>> {
    return this.desk.act('task.finish', { ...this.held, result, summary: 'It is done.', files }, by);
  }

  /** What a window sees. */
  observes(changes: CommandInput<'files.observe'>['changes']): Promise<CommandOutput<'files.observe'>> {
    return this.desk.act('files.observe', { changes }, ada);
  }

  verify(task: string): Promise<CommandOutput<'task.verify'>> {
    return this.desk.act('task.verify', { task }, ada);
  }

  /** What the engine does by itself about tasks that are due. */
  async settle(): Promise<void> {
    const due = this.desk.connection.rows('select id from tasks where verify_due = 1 order by n');
    for (const { id } of due) {
      await this.desk.act('evidence.settle', { task: String(id) }, { actor: 'system', door: 'engine' });
    }
  }

  leave(): void {
    this.desk.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A place for each test; `within` a folder on a disk of another kind. */
export function usePlace(within?: string): () => Place {
  let place: Place | undefined;
  beforeEach(async () => {
    place = await Place.make(within);
  });
  afterEach(() => place?.leave());
  return () => {
    if (!place) throw new Error('the place is there only while a test runs');
    return place;
  };
}
