// Loaded into the VS Code server before its own code (`node --import`).
//
// The server listens on this machine only and asks for no token, so that its address can be typed. But every web page that is
// open in a browser on this machine could open a WebSocket to it, and through that run programs: VS Code itself does not look
// where a connection comes from. So connections from other pages, and under other host names (DNS rebinding), end here.
import { Server } from 'node:http';

const ours = /^(127\.0\.0\.1|localhost)(:\d+)?$/;
/** @type {(event: string, ...args: unknown[]) => boolean} */
const emit = Reflect.get(Server.prototype, 'emit');

/**
 * @this {Server}
 * @param {string} event
 * @param {unknown[]} args
 * @returns {boolean}
 */
function guardedEmit(event, ...args) {
  if (event === 'upgrade' || event === 'request') {
    const request = /** @type {import('node:http').IncomingMessage} */ (args[0]);
    if (isForeign(request, event === 'upgrade')) {
      request.socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return true;
    }
  }
  return emit.call(this, event, ...args);
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {boolean} connects
 */
function isForeign({ headers: { host = '', origin }, socket }, connects) {
  // Programs on this machine talk to each other over sockets and pipes, where a host has no name.
  if (socket.remoteAddress === undefined) return false;
  if (!ours.test(host)) return true;
  // Pages without an origin of their own (`null`) are webviews: they load files and never connect.
  return origin !== undefined && origin !== `http://${host}` && (connects || origin !== 'null');
}

Server.prototype.emit = guardedEmit;
