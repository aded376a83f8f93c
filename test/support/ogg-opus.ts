/** A real Ogg file with so many seconds of silence in Opus, as a voice message is (RFC 7845). */
export function oggOpus(seconds: number): Buffer {
  const head = Buffer.alloc(19);
  head.write("OpusHead");
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(312, 10);
  head.writeUInt32LE(48_000, 12);
  const vendor = "in beeld";
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write("OpusTags");
  tags.writeUInt32LE(vendor.length, 8);
  tags.write(vendor, 12);
  const pages = [pageOf([head], 0, 0n, 2), pageOf([tags], 1, 0n, 0)];
  // Twenty milliseconds of silence.
  const silence = Buffer.from([0xf8, 0xff, 0xfe]);
  const all = Math.round(seconds * 50);
  for (let sent = 0, number = 2; sent < all; number += 1) {
    const here = Math.min(50, all - sent);
    sent += here;
    pages.push(pageOf(Array(here).fill(silence), number, BigInt(312 + sent * 960), sent === all ? 4 : 0));
  }
  return Buffer.concat(pages);
}

function pageOf(packets: readonly Buffer[], number: number, granule: bigint, flags: number): Buffer {
  const lacing = packets.flatMap((packet) => [
    ...Array(Math.floor(packet.length / 255)).fill(255),
    packet.length % 255,
  ]);
  const header = Buffer.alloc(27 + lacing.length);
  header.write("OggS");
  header.writeUInt8(flags, 5);
  header.writeBigInt64LE(granule, 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(number, 18);
  header.writeUInt8(lacing.length, 26);
  for (const [index, length] of lacing.entries()) header.writeUInt8(length, 27 + index);
  const page = Buffer.concat([header, ...packets]);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
