import { begins, changes, type CommandSpec } from './spec';

export const templates = {
  planFromTemplate: begins('Plan from Template…', '$(list-tree)'),
  saveAsTemplate: changes('Save as Template…', '$(save-as)'),
  editTemplates: begins('Edit Templates…'),
  editRoles: begins('Edit Roles…'),
} as const satisfies Record<string, CommandSpec>;
