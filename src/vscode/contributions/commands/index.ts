import { agents } from './agents';
import { checkpoints } from './checkpoints';
import { deciding } from './deciding';
import { dependencies } from './dependencies';
import { evidence } from './evidence';
import { looking } from './looking';
import { planning } from './planning';
import { shelving } from './shelving';
import { steering } from './steering';
import { store } from './store';
import { streams } from './streams';
import { templates } from './templates';
import { viewing } from './viewing';
import { working } from './working';

export const commands = {
  ...planning,
  ...working,
  ...deciding,
  ...steering,
  ...shelving,
  ...dependencies,
  ...checkpoints,
  ...evidence,
  ...streams,
  ...templates,
  ...looking,
  ...viewing,
  ...store,
  ...agents,
};

export type CommandKey = keyof typeof commands;

export const commandId = (key: CommandKey): string => `taskOrchestrator.${key}`;
