import type { EngineClient } from '../../../src/engine/client';
import { Program } from './program';

const agent = 'agent:claude/ui';

/** Work of a small team in the middle of it: what the pictures show, and a tree to try things on. */
export async function playScene(client: EngineClient): Promise<Record<string, string>> {
  const by = { actor: agent };
  const program = new Program(client, agent);
  const other = new Program(client, 'agent:codex/ui');
  const reference = await client.execute(
    'task.plan',
    {
      goal: 'Reference documentation',
      stream: 'Documentation',
      steps: [
        { key: 'outline', title: 'Outline', role: 'architect' },
        { key: 'draft', title: 'Draft', role: 'documenter', after: ['outline'] },
        { key: 'examples', title: 'Examples', role: 'documenter', after: ['draft'] },
        { key: 'links', title: 'Check the links', role: 'tester', after: ['draft'] },
      ],
    },
    by,
  );
  const parser = await client.execute(
    'task.plan',
    {
      goal: 'Parser for the ledger format',
      stream: 'Import',
      steps: [
        { key: 'lexer', title: 'Write the lexer', role: 'implementer' },
        { key: 'parser', title: 'Write the parser', role: 'implementer', after: ['lexer'] },
        {
          key: 'errors',
          title: 'Say what is wrong and where',
          after: ['lexer'],
          steps: [
            { key: 'places', title: 'Keep lines and columns', role: 'implementer' },
            { key: 'words', title: 'Find the words for each mistake', role: 'documenter', after: ['places'] },
          ],
        },
      ],
    },
    by,
  );
  const design = await client.execute(
    'task.plan',
    {
      goal: 'Store design',
      stream: 'Import',
      approval: 'plan',
      steps: [{ title: 'One file' }, { title: 'A log before answers' }],
    },
    by,
  );
  const totals = await client.execute('task.create', { title: 'Check the totals of each month' }, by);
  const release = await client.execute('task.create', { title: 'Release notes' }, by);
  const id = (steps: Record<string, string>, key: string): string => steps[key] ?? '';
  await program.act(id(reference.steps, 'outline'), ['claim', 'done']);
  await program.act(id(reference.steps, 'draft'), ['claim']);
  await program.act(id(parser.steps, 'lexer'), ['claim', 'done']);
  await other.act(id(parser.steps, 'parser'), ['claim briefly']);
  await other.act(id(parser.steps, 'places'), ['claim', 'blocked']);
  await other.act(totals.task, ['claim', 'failed']);
  return {
    ...reference.steps,
    ...parser.steps,
    reference: reference.task,
    parserGoal: parser.task,
    design: design.task,
    totals: totals.task,
    release: release.task,
  };
}
