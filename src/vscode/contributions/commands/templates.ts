import { begins, changes, type CommandSpec } from './spec';

export const templates = {
  planFromTemplate: begins('Plan from Template…', 'asked', '$(list-tree)'),
  saveAsTemplate: changes('Save as Template…', 'asked', '$(save-as)'),
  editTemplates: begins('Edit Templates…', 'asked'),
  editRoles: begins('Edit Roles…', 'asked'),
} as const satisfies Record<string, CommandSpec>;
