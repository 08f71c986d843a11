import { Problem } from '../../domain/problem';
import type { FolderStore } from '../folderStore';
import { doubtAbout } from '../tasks/doubt';
import { planForPeople } from '../words/planText';
import { wordsNow } from '../words/statesNow';
import { comparisonText } from './comparisonText';
import { checksText, resultsText } from './evidenceTexts';
import { historyText } from './historyText';
import { rolesText, wavesText } from './listTexts';
import { statusText } from './statusText';
import type { Subject } from './subject';
import { taskText } from './taskText';
import { planText, resultText } from './versionTexts';

const HANDOVER_TOKENS = 8_000;

/** The text of a document. One that cannot be written says why: its tab stays where it is. */
export async function write(store: FolderStore, subject: Subject): Promise<string> {
  try {
    return await written(store, subject);
  } catch (error) {
    const { message, remedy } = Problem.from(error);
    return `${message}\n\n${remedy}\n`;
  }
}

async function written(store: FolderStore, subject: Subject): Promise<string> {
  switch (subject.kind) {
    case 'task':
      return taskPage(store, subject.task);
    case 'history':
      return historyText(store, subject.task);
    case 'plan':
      return planText(
        store,
        await titleOf(store, subject.task),
        await store.read('task.plans', { task: subject.task, limit: 100 }),
        subject.version,
      );
    case 'result':
      return resultText(
        await titleOf(store, subject.task),
        await store.read('task.results', { task: subject.task, limit: 100 }),
        subject.version,
      );
    case 'brief':
      return (await store.read('brief.resume', { task: subject.task })).text;
    case 'waves':
      return wavesPage(store, subject.task);
    case 'checks':
      return checksText(await titleOf(store, subject.task), await store.read('task.evidence', { task: subject.task }));
    case 'results':
      return resultsText();
    case 'comparison': {
      const { task, from, to } = subject;
      return comparisonText(await store.read('checkpoint.compare', { task, from, ...(to !== undefined && { to }) }));
    }
    case 'status':
      return statusText(store);
    case 'handover':
      return (await store.read('brief.handover', { budget: HANDOVER_TOKENS })).text;
    case 'roles':
      return rolesText((await store.read('role.list', {})).rows);
  }
}

async function taskPage(store: FolderStore, task: string): Promise<string> {
  const shown = await store.read('task.show', { task });
  const plan = shown.plan && { ...shown.plan, body: await planForPeople(store, shown.plan.body) };
  const around = [...shown.waitsFor, ...shown.waitedForBy].map((neighbour) => neighbour.task);
  const words = await wordsNow(store, [task, ...around]);
  return taskText({ ...shown, plan }, await doubtAbout(store, shown.task), words);
}

async function wavesPage(store: FolderStore, task: string): Promise<string> {
  const found = await store.read('task.waves', { task });
  return wavesText(
    await titleOf(store, task),
    found,
    await wordsNow(
      store,
      found.waves.flat().map(({ id }) => id),
    ),
  );
}

const titleOf = async (store: FolderStore, task: string): Promise<string> =>
  (await store.read('task.show', { task })).task.title;
