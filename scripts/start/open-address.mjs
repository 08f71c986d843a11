import { spawn } from 'node:child_process';

/**
 * Opens an address in the person's browser, if somebody sits at this machine.
 * @param {string} address
 */
export function openAddress(address) {
  if (process.env['CI']) return;
  const [command, ...args] = opener(address);
  if (command === undefined) return;
  // The browser is the person's: it stays when we end. Where it cannot be opened the printed address is enough.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

/**
 * @param {string} address
 * @returns {string[]}
 */
function opener(address) {
  switch (process.platform) {
    case 'darwin':
      return ['open', address];
    case 'win32':
      // `start` is part of the shell, which would end the address at `&`.
      return ['rundll32', 'url.dll,FileProtocolHandler', address];
    default:
      return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open', address] : [];
  }
}
