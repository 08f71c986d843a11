import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { type Theme, themes } from '../harness/themes';
import { useWorkbench } from '../harness/suite';
import type { Workbench, WorkbenchOptions } from '../harness/workbench';
import { until } from '../harness/until';

/** A workbench whose pictures come soon or not at all: there is nothing to prove. */
export function useScene(options: WorkbenchOptions = {}): () => Workbench {
  const workbench = useWorkbench(options);
  before(() => workbench().page.setDefaultTimeout(12_000));
  return workbench;
}

export const allThemes = Object.keys(themes) as Theme[];

/**
 * A window of 1280 × 800 on a screen, as it is after Zoom In twice and four times: each step makes everything 1.2 times as
 * large, which leaves that much less room.
 */
export const ZOOMS = { 0: [1280, 800], 2: [889, 556], 4: [617, 386] } as const;

const folder = join(process.cwd(), 'dist', 'screenshots', 'looks');

export async function picture({ page }: Workbench, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** The same for those who do not see: what a screen reader finds there, as text. */
export async function heard(what: Locator, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.txt`), `${await what.ariaSnapshot()}\n`);
}

export async function zoom({ page }: Workbench, level: keyof typeof ZOOMS): Promise<void> {
  const [width, height] = ZOOMS[level];
  await page.setViewportSize({ width, height });
}

/** Drags the edge of the side bar. */
export async function widenSideBar({ page }: Workbench, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('There is no side bar.');
  await page.mouse.move(box.x + box.width, box.y + 300);
  await page.mouse.down();
  await page.mouse.move(box.x + width, box.y + 300, { steps: 5 });
  await page.mouse.up();
}

export const listed = ({ page }: Workbench, text: string | RegExp): Locator =>
  page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();

/** Runs a command, waits for something to choose from, and pictures it. */
export async function pictureCommand(
  workbench: Workbench,
  command: string,
  name: string,
  { typing = '', waitFor = '' }: { typing?: string; waitFor?: string } = {},
): Promise<void> {
  await workbench.runCommand(`Task Orchestrator: ${command}`);
  await workbench.page.locator('.quick-input-widget:visible').waitFor();
  if (waitFor !== '') await listed(workbench, waitFor).waitFor();
  if (typing !== '') await workbench.page.keyboard.type(typing);
  await picture(workbench, name);
  // VS Code closes notifications first, and explanations of what is below the pointer.
  await until('the question is closed', async () => {
    await workbench.page.keyboard.press('Escape');
    return workbench.page.locator('.quick-input-widget').isHidden();
  });
}
