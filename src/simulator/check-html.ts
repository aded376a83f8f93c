import { badRequest } from "./refusal.ts";

const TAGS: readonly string[] = [
  "b strong i em u ins s strike del span tg-spoiler a code pre tg-emoji blockquote",
].flatMap((names) => names.split(" "));
const PIECE = /<(\/?)([^\s>]*)([^>]*)>/g;
const SIGNS: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/**
 * Checks that the tags are Telegram's and close in order; answers the text without them.
 * Throws a Refusal 400 "can't parse entities: …".
 */
export function checkHtml(text: string): string {
  const open: string[] = [];
  for (const found of text.matchAll(PIECE)) {
    const [, slash, name = "", rest = ""] = found;
    const at = Buffer.byteLength(text.slice(0, found.index), "utf8");
    const tag = name.toLowerCase();
    if (!slash) {
      if (!TAGS.includes(tag)) throw wrong(`Unsupported start tag "${tag}" at byte offset ${at}`);
      if (!rest.endsWith("/")) open.push(tag);
      continue;
    }
    const expected = open.pop();
    if (expected === undefined) throw wrong(`Unexpected end tag at byte offset ${at}`);
    if (tag !== expected) {
      throw wrong(`Unmatched end tag at byte offset ${at}, expected "</${expected}>", found "</${tag}>"`);
    }
  }
  const last = open.pop();
  if (last !== undefined) throw wrong(`Can't find end tag corresponding to start tag "${last}"`);
  const plain = text.replace(PIECE, "");
  if (plain.includes("<")) throw wrong("Unclosed start tag");
  return plain.replace(/&(lt|gt|amp|quot);/g, (whole, sign: string) => SIGNS[sign] ?? whole);
}

function wrong(reason: string) {
  return badRequest(`can't parse entities: ${reason}`);
}
