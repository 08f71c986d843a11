import type { templates } from '../../contributions/commands/templates';
import type { Handler } from '../services';
import { editRoles } from './editRoles';
import { editTemplates } from './editTemplates';
import { planFromTemplate } from './planFromTemplate';
import { saveAsTemplate } from './saveAsTemplate';

export const templateHandlers: Record<keyof typeof templates, Handler> = {
  planFromTemplate,
  saveAsTemplate,
  editTemplates,
  editRoles,
};
