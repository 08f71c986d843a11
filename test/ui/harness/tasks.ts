import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** Makes a task as a person does who knows the palette. */
export async function newTask(workbench: Workbench, title: string): Promise<void> {
  await workbench.runCommand('Task Orchestrator: New Task…');
  await workbench.page.getByPlaceholder('Write the parser').fill(title);
  await workbench.page.keyboard.press('Enter');
}

export function taskRow(workbench: Workbench, title: string): Locator {
  return workbench.page.getByRole('treeitem', { name: title });
}
