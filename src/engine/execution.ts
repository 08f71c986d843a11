import { createHash } from 'node:crypto';
import { isHuman } from '../domain/claim/claim';
import { calledOff } from '../domain/calledOff';
import { Problem } from '../domain/problem';
import type { PrepareContext } from '../orchestrator/context';
import { invalid, isTooDeep, parseInput, type Command } from '../orchestrator/operation';
import { findCommandNamed, findQueryNamed } from '../orchestrator/registry';
import type { Connection } from '../storage/connection';
import { findCommand, recordCommand } from '../storage/queries/commands';
import { recordEvent } from '../storage/queries/events';
import { Effects } from './effects';
import type { Door, ExecuteRequest, ReadRequest } from './protocol';

export const TOO_DEEP = 'the input is nested too deeply';

/** The door of the engine's own duties. */
export type Through = Door | 'engine';

/** A request that was turned away, which is itself kept: what that left is committed, and the caller gets the problem. */
export class TurnedAway {
  readonly problem: Problem;

  constructor(problem: Problem) {
    this.problem = problem;
  }
}

/** One turn of a command. */
export interface Turn {
  readonly now?: number;
  /** What its preparation found, if it was prepared. */
  readonly found?: unknown;
  readonly mayPrepare?: boolean;
  /** Nobody wants it any more; it still is told what it has done, if it came before. */
  readonly isCalledOff?: boolean;
}

/**
 * Runs one command inside the current transaction, or returns what it answered when it first came (rule E3). A command that
 * belongs to somebody else is refused, and the refusal is kept (rule O1).
 */
export function executeOnce(
  connection: Connection,
  request: ExecuteRequest,
  door: Through,
  effects: Effects,
  { now = Date.now(), found, mayPrepare = false, isCalledOff = false }: Turn = {},
): unknown {
  if (isTooDeep(request.input)) throw invalid([TOO_DEEP]);
  const definition = findCommandNamed(request.name);
  if (!definition) throw unknownOperation(request.name);
  const claimsToBeHuman = isHuman(request.actor);
  const isPerson = door === 'host' && claimsToBeHuman;
  if (door === 'process' && claimsToBeHuman) return turnAway(connection, request, impostor, effects, now);
  if (!isAdmitted(definition, isPerson, door)) {
    const problem = definition.who === 'person' ? forPeople(request.name) : forWindows(request.name);
    return turnAway(connection, request, problem, effects, now);
  }

  const inputHash = createHash('sha256')
    .update(JSON.stringify([request.name, request.input]))
    .digest('base64');
  const known = findCommand(connection, request.commandId);
  if (known) {
    if (known.inputHash !== inputHash) {
      throw new Problem(
        'request_id_reused',
        `The request id ${request.commandId} was used before, for a different request.`,
        'Send the new request with an id of its own.',
      );
    }
    return JSON.parse(known.result);
  }
  if (isCalledOff) throw calledOff();
  const input = parseInput(definition.input, request.input);
  const own = new Effects();
  const value = definition.run(
    {
      connection,
      now,
      actor: request.actor,
      isPerson,
      mayPrepare,
      changed: (change) => own.changes.push(change),
      created: (taskId) => own.toIndex(taskId),
      rewording: (taskId, n) => own.reword(connection, taskId, n, effects),
    },
    input,
    found,
  );
  const result = JSON.stringify(value ?? null);
  // The engine's own duties are nobody's request: they can be done again, and nobody sends them a second time.
  if (door !== 'engine') recordCommand(connection, request.commandId, { name: request.name, inputHash, result }, now);
  effects.add(own);
  return value;
}

function isAdmitted({ who }: Command, isPerson: boolean, door: Through): boolean {
  switch (who) {
    case 'anyone':
      return true;
    case 'person':
      return isPerson;
    case 'window':
      return door === 'host' || door === 'engine';
    case 'engine':
      return door === 'engine';
  }
}

const impostor = new Problem(
  'person_only',
  'Only a window of VS Code speaks for a person.',
  'Name yourself as an agent: agent:<client>/<run>.',
);

const forPeople = (name: string): Problem =>
  new Problem(
    'person_only',
    `${name} is for people: it is done in VS Code, by whoever sits there.`,
    'Ask the person for it, and go on with something else meanwhile.',
  );

const forWindows = (name: string): Problem =>
  new Problem(
    'person_only',
    `${name} is done by VS Code itself.`,
    'Go on with something else; it happens without being asked for.',
  );

function turnAway(
  connection: Connection,
  { name, actor, input }: ExecuteRequest,
  problem: Problem,
  effects: Effects,
  now: number,
): TurnedAway {
  const task = typeof input === 'object' && input !== null && 'task' in input ? input.task : undefined;
  const taskId = typeof task === 'string' ? task.slice(0, 100) : null;
  const who = isHuman(actor) ? `unproven ${actor}` : actor;
  recordEvent(connection, { at: now, actor: who, kind: 'refused', taskId, subject: name });
  effects.changes.push({ entity: 'refusal', id: taskId ?? name, parent: null });
  return new TurnedAway(problem);
}

/** Looks at what a command cannot look at in its turn; `about` is what that turn has found out. */
export async function prepareCommand(
  request: ExecuteRequest,
  door: Through,
  about: unknown,
  bench: Bench,
): Promise<unknown> {
  const definition = findCommandNamed(request.name);
  if (!definition?.prepare) throw new Error(`${request.name} cannot be prepared`);
  const isPerson = door === 'host' && isHuman(request.actor);
  const context = { ...bench, now: Date.now(), actor: request.actor, isPerson };
  return definition.prepare(context, parseInput(definition.input, request.input), about);
}

/** What preparing needs of whoever leads. */
export type Bench = Pick<PrepareContext, 'read' | 'workspace' | 'signal' | 'closing' | 'progress'>;

/** Whether an answer needs a look at the disk, which takes its time. */
export const looksAtDisk = (request: ReadRequest): boolean => findQueryNamed(request.name)?.prepare !== undefined;

/** Questions look only: what their preparation finds is as of now, and nothing is kept of it. */
export async function prepareQuery(request: ReadRequest, bench: Bench): Promise<unknown> {
  const definition = findQueryNamed(request.name);
  if (isTooDeep(request.input)) throw invalid([TOO_DEEP]);
  const context = { ...bench, now: Date.now(), actor: 'system', isPerson: false };
  return definition?.prepare?.(context, parseInput(definition.input, request.input));
}

export function answerQuery(
  connection: Connection,
  request: ReadRequest,
  { now = Date.now(), found }: Pick<Turn, 'now' | 'found'> = {},
): unknown {
  const definition = findQueryNamed(request.name);
  if (!definition) throw unknownOperation(request.name);
  if (isTooDeep(request.input)) throw invalid([TOO_DEEP]);
  return definition.run({ connection, now }, parseInput(definition.input, request.input), found);
}

export function unknownOperation(name: string): Problem {
  return new Problem(
    'invalid_input',
    `There is no operation ${name.slice(0, 100)}.`,
    'Use one of the listed operations.',
  );
}
