import type { ApiCall } from "./simulator.ts";

/** Something that happened in a chat, in words: what the person did, or what the bot did. */
export interface TranscriptLine {
  readonly at: Date;
  readonly text: string;
}

const zone = "Europe/Amsterdam";
const indent = "      ";

/** The lines as a chat that can be read, with the day and the time in Amsterdam above what happened then. */
export function writeTranscript(lines: readonly TranscriptLine[]): string {
  let shown = "";
  const written = lines.flatMap(({ at, text }) => {
    const moment = momentOf(at);
    if (moment === shown) return [text];
    const heading = `${shown === "" ? "" : "\n"}— ${moment}`;
    shown = moment;
    return [heading, text];
  });
  return `${written.join("\n")}\n`;
}

/** What a call of the bot did on the phone of `name`, in lines; none for a call that nobody sees. */
export function linesOfCall(call: Pick<ApiCall, "method" | "params" | "status">, name: string): string[] {
  if (call.status !== 200)
    return [`   ✗ ${call.method} → ${name}: ${call.status === 0 ? "no answer" : call.status}`];
  const { params } = call;
  // A one-time link is a key: a copied chat does not carry it, and it is another one in each run.
  const text = String(params.text ?? "")
    .replace(/(?<=\?start=)(?:tie-)?[\w-]{27}/g, "…")
    .replaceAll("\n", `\n${indent}`);
  const markup = params.reply_markup as { inline_keyboard?: { text: string }[][] } | undefined;
  const rows = (markup?.inline_keyboard ?? []).map(
    (row) => indent + row.map((button) => `[${button.text}]`).join(" "),
  );
  switch (call.method) {
    case "sendMessage":
      return [
        `BOT → ${name}: ${params.protect_content ? "🔒 " : ""}${params.disable_notification ? "🔕 " : ""}${text}`,
        ...rows,
      ];
    case "sendDocument":
      return [
        `BOT → ${name}: (a file: ${String(params.document)})`,
        ...(params.caption ? [`${indent}${String(params.caption).replaceAll("\n", `\n${indent}`)}`] : []),
      ];
    case "sendVoice":
      return [`BOT → ${name}: (the voice note)${params.caption ? ` ${String(params.caption)}` : ""}`];
    case "sendPhoto":
      return [
        `BOT → ${name}: (the photo${params.has_spoiler ? ", hidden" : ""})`,
        ...(params.caption ? [`${indent}${String(params.caption).replaceAll("\n", `\n${indent}`)}`] : []),
      ];
    case "sendLocation":
      return [`BOT → ${name}: (the place)`];
    case "setMessageReaction":
      return [`BOT ○ ${name}: (👌 on the message)`];
    case "editMessageText":
      return [`BOT ✎ ${name}: ${text}`, ...rows];
    case "editMessageReplyMarkup":
      return [`BOT ✎ ${name}: (buttons)`, ...rows];
    case "deleteMessage":
      return [`BOT ⌫ ${name}: (takes a message back)`];
    case "answerCallbackQuery":
      return params.text ? [`BOT ○ ${name}: ${text}`] : [];
    default:
      return [];
  }
}

/** What a person did, as a transcript names it. */
export const deeds = {
  start: (payload: string | undefined) => (payload ? "(scans the card)" : "/start"),
  tap: (label: string | undefined) => (label === undefined ? "(taps an old or forged button)" : `[${label}]`),
  voice: (seconds: number) =>
    `(voice note, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")})`,
  sticker: "(sticker)",
  photo: "(photo)",
  file: "(file)",
  place: "(a place on the map)",
  poll: "(poll)",
  forward: (text: string) => `(forwards) ${text}`,
  contact: "(contact)",
  edit: (text: string) => `(edits) ${text}`,
  block: "(blocks the bot)",
  unblock: "(unblocks the bot)",
} as const;

function momentOf(instant: Date): string {
  const day = new Intl.DateTimeFormat("nl-NL", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: zone,
  });
  const time = new Intl.DateTimeFormat("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  return `${day.format(instant)}, ${time.format(instant)}`;
}
