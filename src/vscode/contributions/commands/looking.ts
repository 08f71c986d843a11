import { shows, type CommandSpec } from './spec';

export const looking = {
  // Also where there is no store yet: it says so.
  findTask: { title: 'Find Task…', outside: 'free', icon: '$(search)', palette: 'workspaceFolderCount > 0' },
  showTask: shows('Show Task', '$(go-to-file)'),
  showTaskAsText: shows('Open Task as Text'),
  showHistory: shows('Show History'),
  showPlanVersions: shows('Show Plan Versions…'),
  showBrief: shows('Show Agent Brief'),
  copyBrief: shows('Copy Agent Brief', '$(copy)'),
  copyTitle: shows('Copy Title'),
  copyId: shows('Copy Id'),
  explainTask: shows('Why Is This Blocked?'),
  showNext: shows('What Is Next?'),
  showWaves: shows('Show Waves'),
  showStatus: shows('Show Status'),
  showRoles: shows('List Roles'),
  // It can be told to write a file; then it asks.
  handOver: { ...shows('Hand Over…'), outside: 'asksItself' },
} as const satisfies Record<string, CommandSpec>;
