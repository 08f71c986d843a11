import { ensureBrowser } from './browser-program.mjs';

/**
 * Starts a browser without window. It ends with this process, whichever way that ends.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  // Loaded late: scripts that start in a fresh clone import this file before anything is installed.
  const { chromium } = await import('playwright-core');
  const { path, env } = await ensureBrowser();
  return chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env },
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    // Signals are handled in one place (process/children.mjs).
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}
