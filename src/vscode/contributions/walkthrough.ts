import { commandId, type CommandKey } from './commands';
import { contextKeyId, type ContextValue } from './contextKeys';

export const WALKTHROUGH = 'start';

interface Step {
  readonly id: string;
  readonly title: string;
  /** Markdown; a link alone on a line is a button. */
  readonly description: string;
  /** What its picture shows, for those who do not see it. */
  readonly alt: string;
  /** What completes it: that it was done, and not that its command was begun. */
  readonly completedBy: Exclude<ContextValue<'milestone'>, 'none'>;
}

const button = (title: string, command: CommandKey): string => `\n[${title}](command:${commandId(command)})`;

const steps: readonly Step[] = [
  {
    id: 'plan',
    title: 'Plan a task',
    description: [
      'Break a goal into steps, as deep as you need. What waits for what is tracked, so the next step is always clear.',
      button('New Plan…', 'newPlan'),
      `\nOr begin with [a single task](command:${commandId('newTask')}). Everything is kept in one file next to your code.`,
    ].join('\n'),
    alt: 'A plan in the Tasks view: a goal with three steps, the first done, the second being worked on, the third waiting for it.',
    completedBy: 'planned',
  },
  {
    id: 'agent',
    title: 'Connect an agent',
    description: [
      'Agents in VS Code find the tasks by themselves. Others connect through MCP, with VS Code open or closed.',
      button('Add to .mcp.json', 'addToMcpJson'),
      `\nFor other clients, [copy the configuration](command:${commandId('copyMcpConfiguration')}).`,
    ].join('\n'),
    alt: 'Two agents, one in VS Code and one in a terminal, that take steps from the same plan.',
    completedBy: 'connected',
  },
  {
    id: 'approve',
    title: 'Approve what matters',
    description: [
      'A plan or a result that you asked to approve waits in **Needs You**. You see what it is and what has changed before you decide. Agents cannot approve, whatever they call themselves.',
      button('Approve…', 'approveTask'),
    ].join('\n'),
    alt: 'The Needs You view with a plan that waits for approval, and its buttons to approve or reject it.',
    completedBy: 'decided',
  },
  {
    id: 'resume',
    title: 'Resume after a crash',
    description: [
      'When an agent stops in the middle, you can pick its task up where it stopped, with a brief for whoever continues: what was done, what was decided, what is next.',
      button('Resume…', 'resumeTask'),
    ].join('\n'),
    alt: 'A task that was interrupted at its third checkpoint, and a button to resume it there.',
    completedBy: 'resumed',
  },
  {
    id: 'verify',
    title: 'Verify what was done',
    description: [
      'A task is done when its files are on disk as it says and the checks that you approved pass. If a file changes later, you are told.',
      button('Verify Task…', 'verifyTask'),
      `\nEvery task also keeps its history; [look at one](command:${commandId('showTask')}).`,
    ].join('\n'),
    alt: 'A finished task with its result, its checkpoints and its files.',
    completedBy: 'verified',
  },
];

type Text = (key: string, english: string) => string;

/** The `walkthroughs` of the manifest. */
export function walkthroughs(text: Text): object[] {
  return [
    {
      id: WALKTHROUGH,
      title: text('walkthrough.title', 'Get Started with Task Orchestrator'),
      description: text('walkthrough.description', 'Plan work, let agents do it, and decide what counts.'),
      steps: steps.map(({ id, title, description, alt, completedBy }) => ({
        id,
        title: text(`walkthrough.${id}.title`, title),
        description: text(`walkthrough.${id}.description`, description),
        media: { svg: `media/walkthrough/${id}.svg`, altText: text(`walkthrough.${id}.alt`, alt) },
        completionEvents: [`onContext:${contextKeyId('milestone')} == ${completedBy}`],
      })),
    },
  ];
}
