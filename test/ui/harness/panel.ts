import type { Frame, FrameLocator, Page } from 'playwright-core';
import type { Workbench } from './workbench';

const shown = (page: Page) => page.locator('iframe.webview.ready').filter({ visible: true });

/** The page of the panel that is in front. */
export const panelOf = ({ page }: Workbench): FrameLocator =>
  shown(page).contentFrame().locator('iframe#active-frame').contentFrame();

/** The same as a frame, to run something in it. */
export async function frameOf({ page }: Workbench): Promise<Frame> {
  const handle = await shown(page).contentFrame().locator('iframe#active-frame').elementHandle();
  const frame = await handle.contentFrame();
  if (!frame) throw new Error('No panel is shown.');
  return frame;
}
