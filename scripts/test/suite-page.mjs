import { urlPath } from '../vscode/server.mjs';

const LONGEST_MS = 900_000;
const LINES_WHEN_FAILING = 60;

/**
 * Lets the workbench in a page run a suite in its extension host, and answers with the exit code of the suite and with the
 * errors of its own that VS Code has seen.
 * @param {import('playwright-core').Page} page
 * @param {import('../vscode/server.mjs').Server} server
 * @param {{ workspace: string, extension: string, suite: string }} paths
 * @returns {Promise<{ code: number, errors: string }>}
 */
export async function openSuite(page, server, paths) {
  /** What all of VS Code says; much of it is about features that nobody is signed in to. @type {string[]} */
  const log = [];
  const { promise: code, resolve, reject } = deferred();
  const complain = (/** @type {string} */ reason) => {
    reject(
      new Error(
        `${reason} VS Code said:\n${[...log, server.log].join('\n').split('\n').slice(-LINES_WHEN_FAILING).join('\n')}`,
      ),
    );
  };
  const alarm = setTimeout(() => complain(`The suite did not end within ${LONGEST_MS / 1000} s.`), LONGEST_MS);
  page.once('crash', () => complain('The page with the workbench crashed.'));
  server.ended.then(() => complain('The server ended.')).catch(reject);
  try {
    // The workbench calls these two functions of its page when it runs a suite.
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      log.push(`${type} ${args.map(String).join(' ')}`);
    });
    await page.exposeFunction('codeAutomationExit', resolve);
    await page.goto(suiteAddress(server, paths));
    return { code: await code, errors: log.filter((line) => line.includes(paths.suite)).join('\n') };
  } finally {
    clearTimeout(alarm);
  }
}

/**
 * @param {import('../vscode/server.mjs').Server} server
 * @param {{ workspace: string, extension: string, suite: string }} paths
 */
function suiteAddress(server, { workspace, extension, suite }) {
  const address = server.addressOf(workspace);
  const remote = (/** @type {string} */ path) => `vscode-remote://${address.host}${encodeURI(urlPath(path))}`;
  address.searchParams.set(
    'payload',
    JSON.stringify([
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(suite)],
      ['skipWelcome', 'true'],
    ]),
  );
  return address.href;
}

/** `Promise.withResolvers`, which Node 20 does not have yet. */
function deferred() {
  /** @type {(code: number) => void} */
  let resolve = () => undefined;
  /** @type {(reason: unknown) => void} */
  let reject = () => undefined;
  /** @type {Promise<number>} */
  const promise = new Promise((...functions) => {
    [resolve, reject] = functions;
  });
  // Whoever waits for it hears of a failure; before anybody waits, it is no crash.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
