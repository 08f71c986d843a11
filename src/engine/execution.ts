import { createHash } from 'node:crypto';
import { isHuman } from '../domain/claim/claim';
import { Problem } from '../domain/problem';
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

/**
 * Runs one command inside the current transaction, or returns what it answered when it first came (rule E3). A command that
 * belongs to somebody else is refused, and the refusal is kept (rule O1).
 */
export function executeOnce(
  connection: Connection,
  request: ExecuteRequest,
  door: Through,
  effects: Effects,
  now = Date.now(),
): unknown {
  if (isTooDeep(request.input)) throw invalid([TOO_DEEP]);
  const definition = findCommandNamed(request.name);
  if (!definition) throw unknownOperation(request.name);
  const claimsToBeHuman = isHuman(request.actor);
  const isPerson = door === 'host' && claimsToBeHuman;
  if (door === 'process' && claimsToBeHuman) return turnAway(connection, request, impostor, effects, now);
  if (!isAdmitted(definition, isPerson, door))
    return turnAway(connection, request, forPeople(request.name), effects, now);

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
  const input = parseInput(definition.input, request.input);
  const own = new Effects();
  const value = definition.run(
    {
      connection,
      now,
      actor: request.actor,
      isPerson,
      changed: (change) => own.changes.push(change),
      created: (taskId) => own.toIndex(taskId),
      rewording: (taskId, n) => own.reword(connection, taskId, n, effects),
    },
    input,
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

export function answerQuery(connection: Connection, request: ReadRequest, now = Date.now()): unknown {
  const definition = findQueryNamed(request.name);
  if (!definition) throw unknownOperation(request.name);
  if (isTooDeep(request.input)) throw invalid([TOO_DEEP]);
  return definition.run({ connection, now }, parseInput(definition.input, request.input));
}

export function unknownOperation(name: string): Problem {
  return new Problem(
    'invalid_input',
    `There is no operation ${name.slice(0, 100)}.`,
    'Use one of the listed operations.',
  );
}
