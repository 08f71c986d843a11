import { readFile } from 'node:fs/promises';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * The names and packed sizes of what is in a zip file, from its directory (APPNOTE.TXT 4.3.12 and 4.3.16).
 * @param {string} file
 * @returns {Promise<{ name: string, bytes: number }[]>}
 */
export async function zipEntries(file) {
  const data = await readFile(file);
  // The end record is the last thing in the file, but for a comment of at most 64 KB.
  let end = data.length - 22;
  while (end >= 0 && data.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error(`${file} is not a zip file.`);
  const entries = [];
  let position = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (data.readUInt32LE(position) !== DIRECTORY_ENTRY) throw new Error(`The directory of ${file} is damaged.`);
    const nameLength = data.readUInt16LE(position + 28);
    entries.push({
      name: data.toString('utf8', position + 46, position + 46 + nameLength),
      bytes: data.readUInt32LE(position + 20),
    });
    position += 46 + nameLength + data.readUInt16LE(position + 30) + data.readUInt16LE(position + 32);
  }
  return entries;
}
