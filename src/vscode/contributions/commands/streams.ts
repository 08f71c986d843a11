import { begins, changes, type CommandSpec } from './spec';

export const streams = {
  newStream: begins('New Stream…', 'free'),
  editStream: changes('Edit Stream…', 'asked'),
  moveStream: changes('Move Stream…', 'free'),
  archiveStream: changes('Archive Stream…', 'free'),
} as const satisfies Record<string, CommandSpec>;
