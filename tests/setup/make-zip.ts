import { deflateRawSync } from 'node:zlib';

export interface ZipMember {
  name: string;
  text: string;
  /** Unix permission bits. */
  mode: number;
  deflate: boolean;
}

/** A zip archive in memory, as far as the reader under test looks: check sums are left at 0. */
export function makeZip(members: ZipMember[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const packed = member.deflate ? deflateRawSync(member.text) : Buffer.from(member.text);
    const name = Buffer.from(member.name);
    const header = localHeader(member, packed, name);
    central.push(centralHeader(member, packed, name, offset));
    local.push(header, packed);
    offset += header.length + packed.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...local, directory, endRecord(members.length, directory.length, offset)]);
}

function localHeader(member: ZipMember, packed: Buffer, name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(member.deflate ? 8 : 0, 8);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function centralHeader(member: ZipMember, packed: Buffer, name: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(member.deflate ? 8 : 0, 10);
  header.writeUInt32LE(packed.length, 20);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE((0o100000 | member.mode) * 0x10000, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
