import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineClient } from '../../../src/engine/client';

const actor = 'agent:claude/ui';

/** A piece of work as it looks in the middle: steps that wait for each other, some done, some stopped, one being planned. */
export interface Story {
  readonly goal: string;
  readonly steps: Readonly<Record<'outline' | 'lexer' | 'parser' | 'printer' | 'docs', string>>;
}

export const firstPlan = `## Approach

A hand-written recursive descent parser, one function a rule.

1. **Tokens** from \`src/lexer.ts\`, as they are
2. **Expressions** with a table of precedences
   - unary before binary
   - parentheses last
3. **Errors** stop at the first one

Not in it: comments, which the printer drops.`;

export const secondPlan = `## Approach

A hand-written recursive descent parser, one function a rule.

1. **Tokens** from \`src/lexer.ts\`, as they are
2. **Expressions** with a table of precedences
   - unary before binary
   - parentheses last
3. **Errors** are collected, with line and column, and parsing goes on at the next statement
4. **Comments** are kept beside their tokens, so that the printer can write them

Risk: collecting errors costs a second pass over deep files.`;

export const thirdPlan = `${secondPlan}

Open: how many errors are told before parsing stops.`;

export async function tellStory(agent: EngineClient, workspace: string): Promise<Story> {
  const { task: goal, steps } = await agent.execute(
    'task.plan',
    {
      goal: 'Ship the file format',
      context: 'People write the ledger by hand; what they get wrong must be told with line and column.',
      stream: 'Format',
      approval: 'none',
      steps: [
        { key: 'outline', title: 'Outline the grammar', role: 'architect' },
        { key: 'lexer', title: 'Write the lexer', role: 'implementer', after: ['outline'], files: ['src/lexer.ts'] },
        {
          key: 'parser',
          title: 'Write the parser',
          description:
            'Reads what `src/lexer.ts` gives and makes the tree that the printer writes.\n\n- every statement of the grammar\n- errors with **line and column**\n- no dependency outside of `src/`\n\n```js\nexport const parse = (text, { file, onError = (error) => errors.push(error) }) => program(tokens(text, file));\n```',
          role: 'implementer',
          after: ['lexer'],
          files: ['src/parse.ts', 'test/parse/*.test.ts'],
          checks: ['npm test -- parse', 'npm run lint'],
        },
        { key: 'printer', title: 'Write the printer', role: 'implementer', after: ['outline'] },
        {
          key: 'docs',
          title: 'Describe the format for those who write it by hand',
          role: 'documenter',
          after: ['parser', 'printer'],
        },
      ],
    },
    { actor },
  );
  const { outline = '', lexer = '', parser = '', printer = '', docs = '' } = steps;
  const finish = async (task: string, path: string, summary: string): Promise<void> => {
    const claim = await take(agent, task);
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), `${summary}\n`);
    const files = [{ op: 'create' as const, path }];
    await agent.execute('task.finish', { task, claim, result: 'done', summary, files }, { actor });
  };
  await finish(outline, 'docs/grammar.md', 'The grammar has 14 rules.');
  await finish(lexer, 'src/lexer.ts', 'Tokens carry line and column.');
  await agent.execute(
    'task.edit',
    { task: parser, stages: ['plan', 'plan_approval', 'implementation_approval'] },
    { actor },
  );
  return { goal, steps: { outline, lexer, parser, printer, docs } };
}

/** The token of a new claim. */
export async function take(agent: EngineClient, task: string, ttl_ms?: number): Promise<string> {
  const taken = await agent.execute('task.claim', { task, ...(ttl_ms !== undefined && { ttl_ms }) }, { actor });
  if (!('claim' in taken)) throw new Error(`${task} was not given: ${taken.reason}`);
  return taken.claim;
}

/** What an agent says on the way. */
export const tell = (agent: EngineClient, task: string, claim: string, said: object): Promise<unknown> =>
  agent.execute('task.progress', { task, claim, ...said }, { actor });
