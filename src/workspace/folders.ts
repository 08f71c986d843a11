// Entry of the bundle that knows YAML. Whoever needs it loads it then, not at the start.
export { RoleFolder } from './roles/roleFolder';
export { TemplateFolder } from './templates/templateFolder';
