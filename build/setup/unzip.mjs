import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/**
 * @typedef {object} ZipEntry
 * @property {string} name path inside the archive; a folder ends with a slash
 * @property {number} method 0 stored, 8 deflated
 * @property {number} packed bytes in the archive
 * @property {number} offset of its local header
 * @property {number} mode Unix permission bits, 0 when the archive has none
 */

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
/** The end record is 22 bytes and a comment of at most 65,535 (APPNOTE 4.3.16). */
const END_SEARCH_BYTES = 22 + 65_535;

/**
 * Unpacks a zip file, without a program: `unzip` is not part of a plain Debian. No zip64, no encryption.
 * @param {string} archive
 * @param {string} target folder
 * @param {(name: string) => string | undefined} place path relative to target for an entry; undefined leaves it out
 * @param {(fraction: number) => void} [onProgress] 0 to 1, by entries
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(archive, target, place, onProgress) {
  const file = await open(archive, 'r');
  try {
    const entries = await readDirectory(file);
    let written = 0;
    for (const [index, entry] of entries.entries()) {
      onProgress?.(index / entries.length);
      const relative = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (relative === undefined) continue;
      await extract(file, entry, inside(target, relative));
      written += 1;
    }
    return written;
  } finally {
    await file.close();
  }
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>}
 */
async function readDirectory(file) {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - END_SEARCH_BYTES), Math.min(size, END_SEARCH_BYTES));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw new Error('not a zip file, or cut short: it has no end record');
  const count = tail.readUInt16LE(end + 10);
  const directory = await readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  return parseDirectory(directory, count);
}

/**
 * @param {Buffer} directory
 * @param {number} count
 * @returns {ZipEntry[]}
 */
function parseDirectory(directory, count) {
  /** @type {ZipEntry[]} */
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== CENTRAL_SIGNATURE) throw new Error('the zip file is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {ZipEntry} entry
 * @param {string} path
 */
async function extract(file, entry, path) {
  const header = await readAt(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  mkdirSync(dirname(path), { recursive: true });
  const output = createWriteStream(path, { mode: entry.mode || 0o644 });
  if (entry.packed === 0) return void (await pipeline([], output));
  // By descriptor: a stream made by the FileHandle itself leaves a listener on it, and there are thousands.
  const input = createReadStream('', { fd: file.fd, start, end: start + entry.packed - 1, autoClose: false });
  if (entry.method === 0) await pipeline(input, output);
  else if (entry.method === 8) await pipeline(input, createInflateRaw(), output);
  else throw new Error(`${entry.name}: compression method ${entry.method} is not known here`);
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function readAt(file, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('the zip file is cut short');
  return buffer;
}

/**
 * Keeps an entry named `../x` from being written outside.
 * @param {string} target
 * @param {string} relative
 */
function inside(target, relative) {
  const path = normalize(join(target, relative));
  if (!path.startsWith(normalize(target) + sep)) throw new Error(`${relative} leads out of the archive`);
  return path;
}
