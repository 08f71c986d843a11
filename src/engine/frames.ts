import type { Socket } from 'node:net';

/** No message comes near this; a peer that announces more is broken or hostile. */
const MAX_FRAME_BYTES = 64 << 20;

/** Sends one JSON value with its length in front. Returns false, and sends nothing, if no peer would take it. */
export function sendFrame(socket: Socket, value: unknown): boolean {
  if (socket.destroyed) return true;
  const body = Buffer.from(JSON.stringify(value));
  if (body.length > MAX_FRAME_BYTES) return false;
  const head = Buffer.allocUnsafe(4);
  head.writeUInt32LE(body.length);
  socket.cork();
  socket.write(head);
  socket.write(body);
  socket.uncork();
  return true;
}

/** Calls `receive` for each whole frame; a malformed one closes the connection, which the peer takes as "try again". */
export function receiveFrames(socket: Socket, receive: (value: unknown) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = 4;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    let data = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    while (data.length >= 4) {
      const length = data.readUInt32LE(0);
      if (length > MAX_FRAME_BYTES) {
        socket.destroy();
        return;
      }
      if (data.length < 4 + length) break;
      let value: unknown;
      try {
        value = JSON.parse(data.toString('utf8', 4, 4 + length));
      } catch {
        socket.destroy();
        return;
      }
      data = data.subarray(4 + length);
      receive(value);
      // What was received may have ended the connection; nothing that came with it counts any more.
      if (socket.destroyed) return;
    }
    chunks = data.length > 0 ? [data] : [];
    size = data.length;
    needed = size >= 4 ? 4 + data.readUInt32LE(0) : 4;
  });
}
