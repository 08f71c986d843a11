import { filesChangedBelow } from '../../storage/queries/fileOperations';
import type { TaskRecord } from '../../storage/queries/records';
import { addResult, latestResult } from '../../storage/queries/versions';
import type { WorkingSet } from '../tree/workingSet';

const MOST_STEPS = 100;
const MOST_FILES = 100;

/** What the steps of a task have brought about, kept as its result; answers the version that a person is asked about. */
export function addResultOfSteps(tree: WorkingSet, parent: TaskRecord): number {
  const { connection, actor, now } = tree.context;
  const steps = tree.childrenOf(parent.id);
  const told = steps.slice(0, MOST_STEPS).map((id) => lineOf(tree, tree.get(id)));
  const files = filesChangedBelow(connection, parent.id, MOST_FILES + 1);
  const detail = [
    ...told,
    ...more(steps.length - MOST_STEPS),
    ...(files.length === 0 ? [] : ['', 'Files:', '', ...files.slice(0, MOST_FILES).map((path) => `- \`${path}\``)]),
    ...(files.length > MOST_FILES ? ['- and more'] : []),
  ].join('\n');
  const summary = `${parent.leavesDone} of ${parent.leaves} steps are done.`;
  return addResult(connection, {
    task: parent.id,
    outcome: 'done',
    summary,
    detail,
    artifacts: [],
    claim: null,
    actor,
    at: now,
  });
}

function lineOf(tree: WorkingSet, step: TaskRecord): string {
  const said = latestResult(tree.context.connection, step.id)?.summary ?? '';
  const how = step.state === 'completed' ? said : [step.state, step.stateReason].filter(Boolean).join(', ');
  const line = how.replace(/\s+/g, ' ').trim();
  return `- **${step.title}**${line === '' ? '' : `: ${line}`}`;
}

const more = (left: number): string[] => (left > 0 ? [`- and ${left} more`] : []);
