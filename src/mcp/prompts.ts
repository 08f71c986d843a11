import { ProtocolError, ProtocolErrorCode, type McpServer } from '@modelcontextprotocol/server';
import type { ToolStore } from '../tools/store';
import { refusedBy } from './refusedBy';

interface PromptSpec {
  readonly title: string;
  readonly description: string;
  readonly argument: { readonly name: string; readonly description: string; readonly required: boolean };
  readonly write: (store: ToolStore, argument: string) => Promise<string>;
}

/** What a person picks from a menu of their client to begin with. */
const prompts: Readonly<Record<string, PromptSpec>> = {
  plan: {
    title: 'Plan a goal',
    description: 'Turns a goal into tasks that can be worked on and checked.',
    argument: { name: 'goal', description: 'What is to be reached', required: true },
    write: (_store, goal) =>
      Promise.resolve(
        `Plan this goal: ${goal}\n\nLook at the workspace first. Then call task_plan once with the goal and its steps: each ` +
          'small enough for one sitting, with the files it will change, the commands that must pass, and in "after" what it ' +
          'waits for. Ask for approval: "plan" if a person should look at it before work begins. Then show the tree.',
      ),
  },
  resume: {
    title: 'Resume work',
    description: 'Goes on where work stopped.',
    argument: { name: 'task', description: 'The id of a task; otherwise the interrupted ones', required: false },
    write: async (store, task) => {
      if (task === '') {
        return 'Call task_resume. Tell me what was interrupted, take the most urgent of it with task_claim, and go on with it.';
      }
      const { text } = await store.read('brief.resume', { task });
      return `Go on with ${task}: take it with task_claim, then follow its next step.\n\n${text}`;
    },
  },
  review: {
    title: 'Review a task',
    description: 'Holds what was done against what was asked for.',
    argument: { name: 'task', description: 'The id of the task', required: true },
    write: async (store, task) => {
      const { text } = await store.read('brief.synthesis', { task });
      return (
        `Review ${task}. Open the files it names and run its checks; believe neither the summary nor a score. If the task is ` +
        'in reviewing, claim it and finish it: done, or needs_revision with what is to be changed. Otherwise tell me what you ' +
        `found.\n\n${text}`
      );
    },
  },
};

export function servePrompts({ server }: McpServer, store: ToolStore): void {
  server.setRequestHandler('prompts/list', () => ({
    prompts: Object.entries(prompts).map(([name, { title, description, argument }]) => ({
      name,
      title,
      description,
      arguments: [argument],
    })),
  }));
  server.setRequestHandler('prompts/get', async ({ params }) => {
    const spec = Object.hasOwn(prompts, params.name) ? prompts[params.name] : undefined;
    if (!spec)
      throw wrong(`There is no prompt ${params.name.slice(0, 100)}. There are ${Object.keys(prompts).join(', ')}.`);
    const { name, required } = spec.argument;
    const argument = params.arguments?.[name]?.trim() ?? '';
    if (required && argument === '') throw wrong(`The prompt needs ${name}.`);
    const text = await spec.write(store, argument).catch((error: unknown) => {
      throw refusedBy(error);
    });
    return { description: spec.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
}

const wrong = (message: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, message);
