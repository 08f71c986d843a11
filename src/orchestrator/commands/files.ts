import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { isThere } from '../../domain/evidence/seen';
import { workspacePath } from '../../domain/evidence/workspacePath';
import { evidenceAt, removeEvidence } from '../../storage/queries/evidence';
import { recordEvent } from '../../storage/queries/events';
import {
  assignOperation,
  dismissUnattributed,
  unattributedOperationsOn,
  type FileOperationRow,
} from '../../storage/queries/fileOperations';
import { SYSTEM } from '../../workspace/disk/system';
import { NotPrepared } from '../context';
import { pathsOfOthers } from '../evidence/basis';
import { lookForChanges, takeIn } from '../evidence/catchUp';
import { lookAgain, recordOperations, settleDuty } from '../evidence/duty';
import { evidencePolicy } from '../../storage/queries/settings';
import { LookAround } from '../evidence/lookAround';
import { observe } from '../evidence/observe';
import { observedChange, seeChanges } from '../evidence/seeChanges';
import { seekChanges } from '../evidence/seekChanges';
import { command, invalid, preparedCommand } from '../operation';
import { nothing, reason, taskId } from '../shapes/common';
import { withTree } from '../tree/workingSet';

/** So many are told at once. */
export const MOST_CHANGES = 1_000;

const path = z.string().max(4_096);
const paths = z.array(path).min(1).max(MOST_CHANGES);

/** Paths as they are kept; all that are none are named. */
function keptPaths(given: readonly string[]): string[] {
  const checked = given.map((text) => workspacePath(text, SYSTEM));
  const mistakes = checked.flatMap((result) => ('mistake' in result ? [`paths: ${result.mistake}`] : []));
  if (mistakes.length > 0) throw invalid(mistakes);
  return checked.flatMap((result) => ('path' in result ? [result.path] : []));
}

export const observeFiles = preparedCommand({
  about:
    'Tells that files may have changed on disk. What is there is looked at, and a change is kept for the task that is worked on; where nobody works on anything, nothing is kept.',
  who: 'window',
  input: z.strictObject({
    changes: z.array(observedChange).max(MOST_CHANGES, `at most ${MOST_CHANGES} changes at once`),
  }),
  output: z.strictObject({ attributed: z.number(), unattributed: z.number(), due: z.number() }),
  prepare: (context, { changes }) => seeChanges(context, changes),
  run: (context, _input, seen) => {
    if (!seen) throw new NotPrepared();
    return withTree(context, (tree) => observe(tree, seen));
  },
});

const PAGE = 200;

export const catchUpFiles = preparedCommand({
  about:
    'Looks at files that tasks answer for, a page at a time, for what has changed while nobody watched; only what is news is kept.',
  who: 'engine',
  input: z.strictObject({ after: z.string() }),
  output: z.strictObject({ looked: z.number(), next: z.string().nullable() }),
  prepare: (context, { after }) => lookForChanges(context, after, PAGE),
  run: (context, _input, found) => {
    if (!found) throw new NotPrepared();
    withTree(context, (tree) => takeIn(tree, found));
    return { looked: found.looked, next: found.next };
  },
});

/** After a storm of changes, where they came. */
export const MOST_FOLDERS = 200;

export const seekFiles = preparedCommand({
  about:
    'Looks through folders, once, for files that have changed since the work on tasks began and that nobody has told of. Nothing is kept of them.',
  who: 'engine',
  input: z.strictObject({ folders: z.array(path).max(MOST_FOLDERS) }),
  output: z.strictObject({ changes: z.array(observedChange), looked: z.number(), isWhole: z.boolean() }),
  prepare: (context, { folders }) => seekChanges(context, folders),
  run: (_context, _input, sought) => {
    if (!sought) throw new NotPrepared();
    return { ...sought, changes: [...sought.changes] };
  },
});

export const assignFiles = command({
  about: 'Says whose changes are that nobody could tell: the task answers for them from now on.',
  who: 'person',
  input: z.strictObject({ task: taskId, paths }),
  output: z.strictObject({ assigned: z.number() }),
  run: (context, { task: id, paths: given }) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(id);
      const found = keptPaths(given).flatMap((at) => unattributedOperationsOn(connection, at));
      if (found.length === 0) {
        throw new Problem(
          'not_found',
          'None of these changes is waiting for a task.',
          'Choose from the list of such changes.',
        );
      }
      found.sort((a, b) => a.n - b.n);
      for (const { n } of found) assignOperation(connection, n, id);
      recordOperations(
        tree,
        id,
        found.map(asManual),
        actor,
        found.map(({ n }) => n),
      );
      const names = [...new Set(found.map((row) => row.path))];
      recordEvent(connection, { at: now, actor, kind: 'files.assigned', taskId: id, after: { paths: names } });
      lookAgain(tree, id);
      tree.touch(task);
      context.changed({ entity: 'unattributed', id: 'files', parent: null });
      return { assigned: names.length };
    }),
});

const asManual = ({ op, path: at, from, hash, size }: FileOperationRow) =>
  ({
    op,
    path: at,
    from,
    hash,
    size,
    exact: false,
    noticed: 'manual',
    isDirectory: false,
    found: true,
    foundFrom: true,
  }) as const;

export const dismissFiles = command({
  about: 'Takes changes that belong to no task off the list of those that wait for one.',
  who: 'person',
  input: z.strictObject({ paths }),
  output: nothing,
  run: (context, { paths: given }) => {
    const { connection, now, actor } = context;
    const names = keptPaths(given);
    for (const at of names) dismissUnattributed(connection, at);
    recordEvent(connection, { at: now, actor, kind: 'files.dismissed', taskId: null, after: { paths: names } });
    context.changed({ entity: 'unattributed', id: 'files', parent: null });
    return {};
  },
});

export const detachFile = command({
  about: 'A task no longer answers for a path; whoever answered for it before does again.',
  who: 'person',
  input: z.strictObject({ task: taskId, path, reason }),
  output: nothing,
  run: (context, { task: id, path: given, reason: why }) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(id);
      const [at = ''] = keptPaths([given]);
      if (!evidenceAt(connection, id, at)) throw doesNotAnswer(id, at);
      removeEvidence(connection, id, at);
      recordEvent(connection, { at: now, actor, kind: 'files.detached', taskId: id, subject: at, reason: why });
      settleDuty(tree, at);
      lookAgain(tree, id);
      tree.touch(task);
      return {};
    }),
});

const doesNotAnswer = (task: string, at: string): Problem =>
  new Problem('not_found', `${task} does not answer for ${at}.`, 'Choose one of the files of the task.');

export const acceptFiles = preparedCommand({
  about: 'What is on disk now becomes what a task answers for, whatever was recorded before; the reason stays visible.',
  who: 'person',
  input: z.strictObject({ task: taskId, paths, reason }),
  output: nothing,
  prepare: async (context, { task, paths: given }) => {
    const around = new LookAround(context, context.read(evidencePolicy));
    const names = keptPaths(given);
    const others = context.read((connection) => pathsOfOthers(connection, names, task));
    const seen = await around.seeAll(names, (at) => others.has(at));
    await around.keep(seen.keys());
    return seen;
  },
  run: (context, { task: id, paths: given, reason: why }, seen) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(id);
      const names = keptPaths(given);
      for (const at of names) if (!evidenceAt(connection, id, at)) throw doesNotAnswer(id, at);
      if (!seen) throw new NotPrepared();
      const operations = names.map((at) => {
        const found = seen.get(at) ?? { kind: 'missing', reason: '' };
        if (found.kind === 'outside' || found.kind === 'unreadable') {
          throw new Problem(
            'not_possible',
            `${at} cannot be accepted: ${found.reason}.`,
            'Detach it from the task instead.',
          );
        }
        const there = isThere(found) ? found : undefined;
        return {
          op: there ? 'modify' : 'delete',
          path: at,
          from: null,
          hash: there?.hash ?? null,
          size: there?.size ?? null,
          exact: true,
          noticed: 'manual',
          isDirectory: there?.kind === 'directory',
          found: true,
          foundFrom: true,
        } as const;
      });
      recordOperations(tree, id, operations, actor);
      recordEvent(connection, {
        at: now,
        actor,
        kind: 'files.accepted',
        taskId: id,
        after: { paths: names },
        reason: why,
      });
      lookAgain(tree, id);
      tree.touch(task);
      return {};
    }),
});
