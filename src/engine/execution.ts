import { createHash } from 'node:crypto';
import { Problem } from '../domain/problem';
import { parseInput } from '../orchestrator/operation';
import { findCommandNamed, findQueryNamed } from '../orchestrator/registry';
import type { Connection } from '../storage/connection';
import { findCommand, recordCommand } from '../storage/queries/commands';
import { Effects } from './effects';
import type { ExecuteRequest, ReadRequest } from './protocol';

/** Runs one command inside the current transaction, or returns what it answered when it first came (rule E3). */
export function executeOnce(connection: Connection, request: ExecuteRequest, effects: Effects): unknown {
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
  const definition = findCommandNamed(request.name);
  if (!definition) throw unknownOperation(request.name);
  const input = parseInput(definition.input, request.input);
  const now = Date.now();
  const own = new Effects();
  const value = definition.run(
    {
      connection,
      now,
      actor: request.actor,
      changed: (change) => own.changes.push(change),
      created: (taskId) => own.created.push(taskId),
    },
    input,
  );
  const result = JSON.stringify(value ?? null);
  recordCommand(connection, request.commandId, { name: request.name, inputHash, result }, now);
  effects.add(own);
  return value;
}

export function answerQuery(connection: Connection, request: ReadRequest): unknown {
  const definition = findQueryNamed(request.name);
  if (!definition) throw unknownOperation(request.name);
  return definition.run({ connection, now: Date.now() }, parseInput(definition.input, request.input));
}

function unknownOperation(name: string): Problem {
  return new Problem('invalid_input', `There is no operation ${name}.`, 'Use one of the listed operations.');
}
