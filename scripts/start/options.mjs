import { parseArgs } from 'node:util';

export const usage = `Usage: npm start -- [OPTIONS]

Starts a real VS Code in the browser with the extension installed in it. The first start installs what is needed.

  --workspace DIR   open this folder instead of the sample workspace
  --port N          listen on this port
  --no-open         print the address, and open no browser
  --help            print this
`;

/**
 * @typedef {object} StartOptions
 * @property {string | undefined} workspace
 * @property {number | undefined} port
 * @property {boolean} open
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} args
 * @returns {StartOptions}
 */
export function parseOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      workspace: { type: 'string' },
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    workspace: values.workspace,
    port: values.port === undefined ? undefined : parsePort(values.port),
    open: !values['no-open'],
    help: values.help,
  };
}

/** @param {string} text */
function parsePort(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new Error(`--port takes a number from 1 to 65535, not "${text}".`);
  return port;
}
