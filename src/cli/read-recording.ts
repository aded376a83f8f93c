import { parseBuffer } from "music-metadata";
import { Refused } from "../people/find-organisation.ts";

/** Telegram shows a larger file as a document, and nobody listens longer to one text. */
const mostBytes = 1_000_000;
const mostSeconds = 120;

/**
 * Checks that a file can be sent as a voice message: Ogg with Opus in it, one track of at most two minutes and a megabyte. Returns
 * its length in seconds. Throws Refused with what to do about it.
 */
export async function checkRecording(bytes: Uint8Array, name: string): Promise<number> {
  if (bytes.length > mostBytes)
    throw new Refused(
      `${name} is larger than 1 MB. A voice message of some 24 kbit/s is small enough. Nothing was kept.`,
    );
  const format = await parseBuffer(
    bytes,
    { mimeType: "audio/ogg", size: bytes.length },
    { duration: true },
  ).then(
    (found) => found.format,
    () => undefined,
  );
  if (!format?.container?.startsWith("Ogg") || !format.codec?.startsWith("Opus"))
    throw new Refused(
      `${name} is no Ogg file with Opus in it, as a voice message is. Make one with: ffmpeg -i recording.wav -ac 1 -c:a libopus -b:a 24k text.ogg. Nothing was kept.`,
    );
  const seconds = format.duration ?? 0;
  if (seconds < 0.5) throw new Refused(`${name} is empty, or cut off. Nothing was kept.`);
  if (seconds > mostSeconds)
    throw new Refused(
      `${name} lasts ${Math.round(seconds)} seconds; at most ${mostSeconds} are listened to. Nothing was kept.`,
    );
  return seconds;
}
