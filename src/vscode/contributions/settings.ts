/** Every setting: its place in the settings editor, its default, and what may stand in it. Read through ../settings. */
interface Described {
  readonly description: string;
  /** `resource`: may differ between the folders of a workspace. */
  readonly scope: 'window' | 'resource' | 'application';
}

export interface BooleanSetting extends Described {
  readonly type: 'boolean';
  readonly default: boolean;
}

export interface ChoiceSetting extends Described {
  readonly type: 'choice';
  readonly default: string;
  /** Each value with what it means. */
  readonly choices: Readonly<Record<string, string>>;
}

export interface NumberSetting extends Described {
  readonly type: 'number';
  readonly default: number;
  /** Whole numbers between these two, both included. */
  readonly between: readonly [number, number];
}

export interface ListSetting extends Described {
  readonly type: 'list';
  readonly default: readonly string[];
}

export type SettingSpec = BooleanSetting | ChoiceSetting | NumberSetting | ListSetting;

const tasks = {
  'tasks.groupBy': {
    type: 'choice',
    scope: 'window',
    default: 'stream',
    description:
      'Controls how the Tasks view groups tasks at first. What you choose in the view is remembered for the workspace.',
    choices: {
      stream: 'Streams, with the trees of each below it.',
      state:
        'Steps by where they stand: what waits for approval, what was interrupted, what is in progress, and so on.',
      role: 'Steps by who should do them.',
      none: 'One tree, without headings.',
    },
  },
  'tasks.showFinished': {
    type: 'boolean',
    scope: 'window',
    default: true,
    description:
      'Controls whether the Tasks view shows tasks that are done or cancelled at first. What you choose in the view is remembered for the workspace.',
  },
  'tasks.showDetails': {
    type: 'boolean',
    scope: 'window',
    default: false,
    description:
      'Controls whether the Tasks view shows checkpoints and files below their tasks at first. What you choose in the view is remembered for the workspace.',
  },
  'tasks.confirmDragAndDrop': {
    type: 'boolean',
    scope: 'window',
    default: true,
    description:
      'Controls whether you are asked if a task that is dropped on another one belongs below or beside it. If not, it comes below.',
  },
} as const satisfies Record<string, SettingSpec>;

const notifications = {
  'notifications.interruptedWork': {
    type: 'boolean',
    scope: 'resource',
    default: true,
    description: 'Controls whether a notification tells of interrupted work, once when a folder is opened.',
  },
  'notifications.approvals': {
    type: 'boolean',
    scope: 'resource',
    default: false,
    description:
      'Controls whether a notification tells of a plan or a result that waits for your approval. It is listed in Needs You either way.',
  },
  'notifications.refusedActs': {
    type: 'boolean',
    scope: 'resource',
    default: true,
    description:
      'Controls whether a notification tells of a program that asked for something that only people do. It is refused and kept in the history either way.',
  },
} as const satisfies Record<string, SettingSpec>;

const agents = {
  'agents.door': {
    type: 'choice',
    scope: 'window',
    default: 'tools',
    description: 'Controls how agents in VS Code reach the tasks. The operations are the same either way.',
    choices: {
      tools: 'As tools of VS Code, which asks before they change something.',
      server: 'Through the MCP server, with its resources and prompts.',
    },
  },
} as const satisfies Record<string, SettingSpec>;

const evidence = {
  'evidence.gate': {
    type: 'choice',
    scope: 'resource',
    default: 'enforce',
    description:
      'Controls what happens when a task is finished while its files or checks say otherwise. It holds for everybody who works in the folder, agents included; loosening it is asked about in a dialog.',
    choices: {
      enforce: 'It is not done, and stays with whoever works on it.',
      warn: 'It is done, and shows as failed in Problems and Needs You.',
    },
  },
  'evidence.checkSeconds': {
    type: 'number',
    scope: 'resource',
    default: 300,
    between: [1, 3_600],
    description: 'Controls how many seconds a check may take before it is ended and counts as failed.',
  },
  'evidence.ignore': {
    type: 'list',
    scope: 'resource',
    default: [],
    description:
      'Patterns, as in a `.gitignore`, of files whose changes are not observed, beside those that git ignores. Files that a worker claims are verified all the same.',
  },
  'evidence.keepFileKb': {
    type: 'number',
    scope: 'resource',
    default: 256,
    between: [0, 4_096],
    description:
      'Text files up to this size, in KB, are kept as they were recorded, so that they can be compared and restored. 0 keeps none.',
  },
  'evidence.keepQuotaMb': {
    type: 'number',
    scope: 'resource',
    default: 200,
    between: [1, 10_240],
    description: 'Controls how much space kept content may take on disk, in MB. The oldest is removed first.',
  },
  'evidence.decorations': {
    type: 'boolean',
    scope: 'resource',
    default: true,
    description: 'Controls whether files that are not as a task says are marked in the explorer and on tabs.',
  },
} as const satisfies Record<string, SettingSpec>;

export const settings = { ...tasks, ...notifications, ...evidence, ...agents };

export type SettingKey = keyof typeof settings;

/** As the settings editor shows them, one heading after the other. */
const settingGroups: readonly { readonly title: string; readonly settings: Record<string, SettingSpec> }[] = [
  { title: 'Tasks View', settings: tasks },
  { title: 'Notifications', settings: notifications },
  { title: 'Files and Evidence', settings: evidence },
  { title: 'Agents', settings: agents },
];

type Spec<K extends SettingKey> = (typeof settings)[K];

export type SettingValue<K extends SettingKey> =
  Spec<K> extends { readonly choices: infer Choices }
    ? keyof Choices & string
    : Spec<K> extends NumberSetting
      ? number
      : Spec<K> extends ListSetting
        ? readonly string[]
        : boolean;

export const settingId = (key: SettingKey): string => `taskOrchestrator.${key}`;

type Text = (key: string, english: string) => string;

/** The `configuration` of the manifest. */
export function configuration(text: Text): object[] {
  return settingGroups.map(({ title, settings: group }, order) => ({
    title: text(`settings.${title.replace(/\W/g, '')}`, title),
    order,
    properties: Object.fromEntries(
      Object.entries(group).map(([key, spec], index) => [
        settingId(key as SettingKey),
        {
          order: index,
          scope: spec.scope,
          default: spec.default,
          markdownDescription: text(`settings.${key}`, spec.description),
          ...schemaOf(spec, key, text),
        },
      ]),
    ),
  }));
}

function schemaOf(spec: SettingSpec, key: string, text: Text): object {
  switch (spec.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'number':
      return { type: 'integer', minimum: spec.between[0], maximum: spec.between[1] };
    case 'list':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true };
    case 'choice':
      return {
        type: 'string',
        enum: Object.keys(spec.choices),
        enumDescriptions: Object.entries(spec.choices).map(([value, means]) => text(`settings.${key}.${value}`, means)),
      };
  }
}
