import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { receiveFrames, sendFrame } from '../../../src/engine/frames';

/** A stream has all of a socket that frames need. */
const pipe = () => new PassThrough() as unknown as Socket & PassThrough;

function framesOf(values: readonly unknown[]): Buffer {
  const sender = pipe();
  for (const value of values) sendFrame(sender, value);
  return sender.read() as Buffer;
}

describe('E4 frames on a socket', () => {
  it('arrive whole and in order, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        async (values, cuts) => {
          const bytes = framesOf(values);
          const receiver = pipe();
          const received: unknown[] = [];
          receiveFrames(receiver, (value) => received.push(value));
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = cuts[turn % cuts.length] ?? 1;
            receiver.emit('data', bytes.subarray(at, at + size));
            at += size;
          }
          assert.deepEqual(received, JSON.parse(JSON.stringify(values)));
        },
      ),
    );
  });

  it('that are no JSON, or announce more than any message has, end the connection', () => {
    for (const bytes of [Buffer.from([2, 0, 0, 0, 0x7b, 0x7b]), Buffer.from([0xff, 0xff, 0xff, 0xff])]) {
      const receiver = pipe();
      receiveFrames(receiver, () => assert.fail('nothing may arrive'));
      receiver.emit('data', bytes);
      assert.ok(receiver.destroyed);
    }
  });
});
