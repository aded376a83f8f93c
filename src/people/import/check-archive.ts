/** What the parts of a workbook may come to when they are unpacked; ten thousand rows of a list are about a tenth of it. */
const mostUnpackedBytes = 150_000_000;
const mostParts = 2_000;

/**
 * Looks at the table of contents of a zip archive before anything of it is unpacked. Returns in words why it is not to be
 * opened as a workbook, or undefined. After this the library unpacks no part beyond the size that was declared and counted
 * here, so a zip bomb ends at the sum.
 */
export function checkArchive(bytes: Buffer): string | undefined {
  const parts = listParts(bytes);
  if (!parts) return "this workbook is broken or was cut off: fetch or save it again";
  const names = new Set(parts.map(({ name }) => name));
  if (names.has("mimetype") && !names.has("[Content_Types].xml"))
    return "this is an OpenDocument file (LibreOffice): save it as .xlsx or as CSV";
  if (names.has("xl/workbook.bin"))
    return "this is a binary workbook (.xlsb): open it and save it as .xlsx or as CSV";
  if (!names.has("[Content_Types].xml") || !parts.some(({ name }) => /(^|\/)workbook\.xml$/.test(name)))
    return "this is a zip archive without a workbook: unpack it and import the list that is in it";
  const unpacked = parts.reduce((sum, part) => sum + part.unpacked, 0);
  if (parts.length > mostParts || unpacked > mostUnpackedBytes)
    return "this workbook is far larger inside than a list of pupils is: copy the list into a new workbook";
  // A part that does not say how large it is would be unpacked without an end.
  if (parts.some((part) => part.unpacked === 0 && part.packed > 2) || names.size < parts.length)
    return "this workbook contradicts itself: open it in Excel and save it again";
  return undefined;
}

interface Part {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
}

const endMark = 0x06054b50;
const partMark = 0x02014b50;

/** The central directory (APPNOTE 4.3.12 and 4.3.16), or undefined when it is not whole or too large for a workbook (zip64). */
function listParts(bytes: Buffer): Part[] | undefined {
  const earliest = Math.max(0, bytes.length - 22 - 65_535);
  let end = bytes.length - 22;
  while (end >= earliest && bytes.readUInt32LE(end) !== endMark) end -= 1;
  if (end < earliest || end < 0) return undefined;
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== partMark) return undefined;
    const packed = bytes.readUInt32LE(at + 20);
    const unpacked = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    if (packed === 0xffffffff || unpacked === 0xffffffff) return undefined;
    const saysSizeLater = (bytes.readUInt16LE(at + 8) & 8) !== 0;
    // Without a packed size in the table of contents the sizes beside the part would be believed, which nobody counted.
    if (packed === 0 && (unpacked > 0 || saysSizeLater)) return undefined;
    parts.push({ name: bytes.toString("utf8", at + 46, at + 46 + nameLength), packed, unpacked });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}
