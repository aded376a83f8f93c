import type { Outgoing } from "../delivery/outgoing.ts";
import type { Say } from "../i18n/texts.ts";
import type { Said } from "./hear-words.ts";

/** What was said, as a line of text for a reader: words between quotation marks, anything else by what it is. */
export function describeSaid(t: Say, said: Said, where: "rights:words" | "escalation:details"): string {
  if (said.kind === "text") return `“${said.text}”`;
  const what =
    said.kind === "voice" ? t(`${where}.voice`, { seconds: said.seconds }) : t(`${where}.${said.kind}`);
  return said.caption ? `${what} “${said.caption}”` : what;
}

export type Attachment = Extract<Outgoing, { kind: "sayVoice" | "sayPhoto" | "sayPlace" }>;

/** What cannot be said in a line: the voice note, the photo or the place itself; undefined for words. */
export function attachmentOf(said: Said): Attachment | undefined {
  switch (said.kind) {
    case "text":
      return undefined;
    case "voice":
      return { kind: "sayVoice", fileId: said.fileId };
    case "photo":
      return { kind: "sayPhoto", fileId: said.fileId };
    case "place":
      return { kind: "sayPlace", latitude: said.latitude, longitude: said.longitude };
  }
}
