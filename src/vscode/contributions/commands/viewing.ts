import { shows, type CommandSpec } from './spec';

/** How the views are looked at. */
export const viewing = {
  groupTasks: shows('Group By…', '$(group-by-ref-type)'),
  filterTasks: shows('Filter Tasks…', '$(filter)'),
  clearFilter: {
    title: 'Clear Filter',
    outside: 'free',
    icon: '$(clear-all)',
    enablement: 'taskOrchestrator.narrowed == filter',
    palette: 'taskOrchestrator.narrowed == filter',
  },
  showFinished: {
    title: 'Show Finished Tasks',
    outside: 'free',
    palette: 'taskOrchestrator.store == ready && taskOrchestrator.finished == hidden',
  },
  hideFinished: {
    title: 'Hide Finished Tasks',
    outside: 'free',
    palette: 'taskOrchestrator.store == ready && taskOrchestrator.finished == shown',
  },
  showDetails: {
    title: 'Show Checkpoints and Files Below Tasks',
    outside: 'free',
    palette: 'taskOrchestrator.store == ready && taskOrchestrator.details == hidden',
  },
  hideDetails: {
    title: 'Hide Checkpoints and Files Below Tasks',
    outside: 'free',
    palette: 'taskOrchestrator.store == ready && taskOrchestrator.details == shown',
  },
  revealTask: shows('Reveal in Tasks View', '$(list-tree)'),
  showWork: shows('What Needs You, What Is Running?'),
  openWalkthrough: { title: 'Open Walkthrough', outside: 'free' },
} as const satisfies Record<string, CommandSpec>;
