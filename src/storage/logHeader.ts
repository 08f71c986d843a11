import { damaged } from './failure';
import { readFully, statIfThere, type StoreFiles } from './files';

/** Of SQLite's log format: magic, version, page size, checkpoint number, two salts, two sums over all before. */
const HEADER_BYTES = 32;
const SUMMED_BYTES = 24;
/** The lowest bit tells in which order the bytes of a word are summed. */
const MAGIC = 0x377f0682;

/**
 * SQLite takes a log whose header it cannot read for an empty one, and the next commit overwrites it. That is right for a
 * header that was never completely written, and wrong for one that was damaged later: all that was acknowledged since the
 * last publish would be gone without a word. The two can be told apart, because SQLite makes the header durable before
 * it writes the first frame: where anything follows the header, it was whole once (rule S12).
 */
export function assertHeaderIsWhole(files: StoreFiles, path: string): void {
  const size = statIfThere(files, path)?.size ?? 0;
  if (size <= HEADER_BYTES) return;
  const header = new Uint8Array(HEADER_BYTES);
  const fd = files.openSync(path, 'r');
  try {
    readFully(files, fd, header, 0);
  } finally {
    files.closeSync(fd);
  }
  if (!isWhole(new DataView(header.buffer))) throw damaged(path, 'the header of the log is damaged');
}

function isWhole(header: DataView): boolean {
  const magic = header.getUint32(0);
  if (magic >>> 1 !== MAGIC >>> 1) return false;
  const littleEndian = (magic & 1) === 0;
  let [first, second] = [0, 0];
  for (let at = 0; at < SUMMED_BYTES; at += 8) {
    first = (first + header.getUint32(at, littleEndian) + second) >>> 0;
    second = (second + header.getUint32(at + 4, littleEndian) + first) >>> 0;
  }
  return first === header.getUint32(SUMMED_BYTES) && second === header.getUint32(SUMMED_BYTES + 4);
}
