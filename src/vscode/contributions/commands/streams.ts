import { begins, changes, type CommandSpec } from './spec';

export const streams = {
  newStream: begins('New Stream…'),
  editStream: changes('Edit Stream…'),
  moveStream: changes('Move Stream…'),
  archiveStream: changes('Archive Stream…'),
} as const satisfies Record<string, CommandSpec>;
