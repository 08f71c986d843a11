import * as vscode from 'vscode';
import { APPROVALS, type Approval } from '../../../domain/workflow/stages';
import { askChoice } from '../../ask/pick';
import { askLines } from '../../ask/lines';
import { askText } from '../../ask/text';
import { problemWithTitle } from '../../ask/title';
import { titleAbout, walk, type Answer, type Place } from '../../ask/walk';
import { approvalWords } from '../../words/terms';
import { oneOf, present, textOf, textsOf } from '../argument';
import { beginChange } from '../begin';
import type { CommandServices } from '../services';
import { showMade } from '../showMade';
import { mayAddBelow } from './underApproval';

interface Answers {
  readonly goal: string;
  readonly approval: Approval;
  readonly steps: readonly string[];
  /** Whether each step waits for the one before. */
  readonly order: 'sequence' | 'any';
}

/** Plans a goal with its steps, all at once or not at all. A caller may pass `{ "goal": "…", "steps": ["…"], … }`. */
export async function newPlan(services: CommandServices, argument: unknown): Promise<string | undefined> {
  const title = vscode.l10n.t('New Plan');
  const begun = await beginChange(services, argument, title);
  if (!begun) return undefined;
  const { store, task, fields } = begun;
  const given = present({
    goal: textOf(fields, 'goal'),
    approval: oneOf(fields, 'approval', APPROVALS),
    steps: textsOf(fields, 'steps'),
    order: oneOf(fields, 'order', ['sequence', 'any']),
  });
  const prompt = vscode.l10n.t('What is the goal?');
  const placeholder = vscode.l10n.t('Read the statements of three banks');
  const answers = await walk<Answers>(
    titleAbout(title, task),
    [
      { key: 'goal', ask: (place) => askText(place, { prompt, placeholder, mistake: problemWithTitle }) },
      { key: 'approval', ask: askApproval },
      { key: 'steps', ask: askSteps },
      { key: 'order', when: ({ steps }) => steps === undefined || steps.length > 1, ask: askOrder },
    ],
    given,
  );
  if (!answers || !(await mayAddBelow(begun, task?.id, title))) return undefined;
  const { goal, approval, steps, order } = answers;
  const planned = await store.execute('task.plan', {
    goal,
    approval,
    ...(task && { parent: task.id }),
    steps: steps.map((step, index) => ({
      key: `step-${index + 1}`,
      title: step,
      ...(order === 'sequence' && index > 0 && { after: [`step-${index}`] }),
    })),
  });
  if (given.goal === undefined) showMade(services, store, planned.task, goal);
  return planned.task;
}

const askApproval = (place: Place): Promise<Answer<Approval>> =>
  askChoice(
    place,
    vscode.l10n.t('What do you want to approve?'),
    APPROVALS.map((value) => ({ label: approvalWords(value), value })),
  );

const askOrder = (place: Place): Promise<Answer<'sequence' | 'any'>> =>
  askChoice<'sequence' | 'any'>(place, vscode.l10n.t('In which order are the steps done?'), [
    { label: vscode.l10n.t('One after the other'), value: 'sequence' },
    { label: vscode.l10n.t('In any order, also side by side'), value: 'any' },
  ]);

const askSteps = (place: Place): Promise<Answer<string[]>> =>
  askLines(place, {
    prompt: (number) => vscode.l10n.t('Step {0}; Enter without text when all steps are there.', number),
    mistake: problemWithTitle,
  });
