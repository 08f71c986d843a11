import type { CommandKey } from './commands';
import { viewId } from './views';

export interface MenuItem {
  readonly menu: string;
  readonly command: CommandKey;
  readonly when?: string;
  readonly group: string;
}

const inTasks = `view == ${viewId('tasks')}`;

export const menus: readonly MenuItem[] = [
  { menu: 'view/title', command: 'newTask', when: inTasks, group: 'navigation@1' },
  {
    menu: 'view/title',
    command: 'publishStore',
    when: `${inTasks} && taskOrchestrator.store == ready`,
    group: '9_store@1',
  },
  { menu: 'view/title', command: 'showLog', when: inTasks, group: '9_store@9' },
];
