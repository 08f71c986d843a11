import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { stopOnSignals } from '../../../scripts/process/children.mjs';
import { removeTemporaryFolder, temporaryFolder } from '../../../scripts/process/temporary.mjs';
import { launchBrowser } from '../../../scripts/vscode/browser.mjs';
import { linkExtension, linkNeighbours } from '../../../scripts/vscode/extension.mjs';
import { ensureHost } from '../../../scripts/vscode/host.mjs';
import { type Server, startServer } from '../../../scripts/vscode/server.mjs';
import type { EngineClient } from '../../../src/engine/client';
import { openClient } from '../../unit/engine/harness';
import { type Settings, writeSettings } from './settings';
import { type Theme, themes } from './themes';
import { until } from './until';

/** The bundle of a suite lies in dist/test/ui. */
const root = join(__dirname, '..', '..', '..');

export interface WorkbenchOptions {
  /** The folder to open, or what fills the copy of the sample workspace that is opened otherwise. */
  workspace?: string | ((copy: string) => Promise<unknown>);
  /** Restricted Mode when false. */
  trusted?: boolean;
  theme?: Theme;
  width?: number;
  height?: number;
  settings?: Settings;
  /** Folders of other extensions to install beside ours. */
  otherExtensions?: readonly string[];
  /** Seen by the extension host. */
  env?: NodeJS.ProcessEnv;
}

/** A window that loads takes a few seconds on a quiet machine and a minute on a busy one. */
const PATIENCE_MS = 60_000;

/** Our process is going to end on a signal: then so does all that it started. */
let signalsWatched = false;

/** One for all suites; what they do not share are their servers and browser contexts. */
let browser: Promise<Browser> | undefined;

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/**
 * Starts a real VS Code with the extension installed in it as a user's, and opens a window. Everything is fresh and is gone
 * after `close()`, or with this process.
 */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  if (!signalsWatched) stopOnSignals();
  signalsWatched = true;
  const { trusted = true, theme = 'light', width = 1280, height = 800, settings = {} } = options;
  const folder = temporaryFolder('ui');
  const workspace = typeof options.workspace === 'string' ? options.workspace : copySample(folder);
  if (typeof options.workspace === 'function') await options.workspace(workspace);
  const serverData = join(folder, 'server');
  const extensions = join(folder, 'extensions');
  for (const extension of [root, ...(options.otherExtensions ?? [])]) await linkExtension(extension, extensions);
  const host = await ensureHost();
  const builtInExtensions = join(folder, 'built-in');
  await linkNeighbours(host, builtInExtensions);
  writeSettings(serverData, theme, settings);
  browser ??= launchBrowser();
  const [opened, server] = await Promise.all([
    browser,
    startServer({
      host,
      serverData,
      extensions,
      builtInExtensions,
      originGuard: join(root, 'scripts', 'vscode', 'origin-guard.mjs'),
      workspaceTrust: !trusted,
      forTests: true,
      ...(options.env === undefined ? {} : { env: options.env }),
    }),
  ]);
  const context = await opened.newContext({ viewport: { width, height } });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const workbench = new Workbench({ context, server, page, folder, workspace, serverData, settings, theme });
  await workbench.open();
  return workbench;
}

function copySample(folder: string): string {
  const workspace = join(folder, 'sample-workspace');
  cpSync(join(root, 'test', 'fixtures', 'sample-workspace'), workspace, { recursive: true });
  return workspace;
}

interface Parts {
  context: BrowserContext;
  server: Server;
  page: Page;
  folder: string;
  workspace: string;
  serverData: string;
  settings: Settings;
  theme: Theme;
}

/** A VS Code window, with what a person can do in it and what can happen to it. */
export class Workbench {
  readonly page: Page;
  readonly server: Server;
  /** The folder that is open. */
  readonly workspace: string;
  readonly #parts: Parts;
  readonly #programs: EngineClient[] = [];

  constructor(parts: Parts) {
    this.page = parts.page;
    this.server = parts.server;
    this.workspace = parts.workspace;
    this.#parts = parts;
  }

  /** Opens the folder in the window, as after a start of VS Code. */
  async open(): Promise<void> {
    await this.page.goto(this.server.addressOf(this.workspace).href);
    await this.#loaded();
  }

  /**
   * Opens a workspace file, until `shown` can be read in the side bar: VS Code in a browser sometimes opens such a file before
   * it can read it, and then shows no folders at all.
   */
  async openWorkspaceFile(file: string, shown: string): Promise<void> {
    await until(`the workspace file is open, and the side bar says "${shown}"`, async () => {
      await this.page.goto(`${this.server.origin}?workspace=${encodeURIComponent(file)}`);
      await this.#loaded();
      await this.openContainer('Task Orchestrator');
      return this.sideBarText(shown)
        .waitFor({ timeout: 15_000 })
        .then(
          () => true,
          () => false,
        );
    });
  }

  /** As the key of the browser does: a new extension host, the views where they were. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#loaded();
  }

  /** The same by its command: VS Code writes down first which editors are open, as it does when a person closes it. */
  async restart(): Promise<void> {
    const reloaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await reloaded;
    await this.#loaded();
  }

  /** As a person chooses one, which changes what is open. */
  async useTheme(theme: Theme): Promise<void> {
    const { label, workbenchClass } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.page.locator('.quick-input-widget input[type="text"]').fill(label);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first().click();
    await this.page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
    this.#parts.theme = theme;
  }

  /** A second window on the same folder: an extension host of its own. Ends with this one. */
  async openSecondWindow(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    const second = new Workbench({ ...this.#parts, page });
    await second.open();
    return second;
  }

  async openContainer(title: string): Promise<void> {
    const icon = this.page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${title}"])`);
    // A click on one that VS Code has just opened again by itself would close it.
    await until(`${title} is open`, async () => {
      if ((await icon.getAttribute('aria-expanded')) === 'true') return true;
      // The badge may lie on the icon; both belong to the item.
      await icon.click();
      return (await icon.getAttribute('aria-expanded')) === 'true';
    });
    // What hovers over the icon would lie on a row beside it for as long as the mouse rests there.
    await this.page.mouse.move(0, 0);
  }

  /** The header of a view in the side bar. */
  viewHeader(title: string): Locator {
    return this.page.locator('.sidebar .pane-header').filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** A piece of text in the side bar, such as what a view says while it is empty. */
  sideBarText(text: string): Locator {
    return this.page.locator('.sidebar').getByText(text);
  }

  /** The page inside a webview, such as a panel of ours. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  /**
   * Through the palette, as a person who does not know the keys. The palette lists what could be done when it was opened;
   * right after a start that may not be everything yet, so it is opened again.
   */
  async runCommand(title: string): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
    await until(`the palette runs ${title}`, async () => {
      await this.page.keyboard.press('F1');
      // A page in a panel that is being drawn passes no keys on yet.
      const isDone = await this.page
        .locator('.quick-input-widget input[type="text"]')
        .fill(`>${title}`, { timeout: 2_000 })
        .then(() => row.waitFor({ timeout: 1_000 }))
        // What has just given the keyboard away may take it back, which closes the palette.
        .then(() => row.click({ timeout: 2_000 }))
        .then(
          () => true,
          () => false,
        );
      if (!isDone) await this.page.keyboard.press('Escape');
      return isDone;
    });
  }

  /** @returns where the picture is */
  async screenshot(name: string): Promise<string> {
    const folder = join(root, 'dist', 'screenshots');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  extensionHostPids(): number[] {
    return this.server.extensionHostPids;
  }

  /** As a crash would. VS Code starts another one by itself; this waits for it. */
  async killExtensionHost(): Promise<void> {
    const before = this.extensionHostPids();
    const victim = before.at(-1);
    if (victim === undefined) throw new Error(`No extension host is running. The server said:\n${this.server.log}`);
    process.kill(victim, 'SIGKILL');
    await until('VS Code starts another extension host', () =>
      this.extensionHostPids().some((pid) => !before.includes(pid)),
    );
  }

  /** A program that works with the same store. It ends before the folder is removed, whatever a suite does. */
  openProgram(door: 'host' | 'process' = 'process'): EngineClient {
    const client = openClient({ folder: this.workspace, door });
    this.#programs.push(client);
    return client;
  }

  async close(): Promise<void> {
    await this.#parts.context.close();
    await this.server.stop();
    await Promise.all(this.#programs.map((program) => program.close()));
    removeTemporaryFolder(this.#parts.folder);
  }

  async #loaded(): Promise<void> {
    const { workbenchClass } = themes[this.#parts.theme];
    // The workbench is drawn in a default theme first.
    await this.page.locator(`.monaco-workbench.${workbenchClass} .activitybar .action-label`).first().waitFor();
    // Extensions have been read, and their views are there to be opened.
    await this.page.waitForFunction("performance.getEntriesByName('code/didLoadExtensions').length > 0");
  }
}
