import type { Said } from "../checkin/hear-words.ts";
import type { Buttons, Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";

/** For whom a copy is, and how it looks there. */
export interface CopyFor {
  readonly chatId: number;
  /** The first name of whoever wrote it: it stands above every message, so that no two talks can be mixed up. */
  readonly from: string;
  /** Hidden until it is tapped, in the preview on a locked phone too: for a phone that others read. */
  readonly isHidden: boolean;
  readonly isQuiet: boolean;
  readonly buttons?: Buttons;
}

/**
 * Says what one side wrote on the other side, in as many messages as it needs, and returns their outbox rows in order. The
 * first is told about when it has arrived (subject `talk`). All go in one lane, so that a talk keeps its order.
 */
export async function sayCopy(work: Work, messageId: string, said: Said, to: CopyFor): Promise<string[]> {
  const ids: string[] = [];
  for (const outgoing of outgoingOf(said, to)) {
    const subject = ids.length === 0 ? { subject: { kind: "talk", id: messageId } as const } : {};
    ids.push(await say(work, { chatId: to.chatId, lane: "reply", outgoing, ...subject }));
  }
  return ids;
}

function outgoingOf(said: Said, { from, isHidden, isQuiet, buttons }: CopyFor): Outgoing[] {
  const quiet = isQuiet ? { quiet: true } : {};
  const under = buttons ? { buttons } : {};
  switch (said.kind) {
    case "text": {
      const parts = splitText(copyText(from, said.text));
      return parts.map((text, index) => ({
        ...{ kind: "say", text, ...quiet },
        ...(isHidden ? { hiddenFrom: index === 0 ? headOf(from).length : 0 } : {}),
        ...(index === parts.length - 1 ? under : {}),
      }));
    }
    case "voice":
      return [{ ...{ kind: "sayVoice", fileId: said.fileId, caption: from }, ...quiet, ...under }];
    case "photo":
      return [
        {
          ...{ kind: "sayPhoto", fileId: said.fileId },
          // A caption cannot be hidden: on a phone that others read it does not go along with the picture.
          caption: said.caption && !isHidden ? shorten(copyText(from, said.caption)) : from,
          ...(isHidden ? { hidden: true } : {}),
          // An album rings once.
          ...(said.follows ? { quiet: true } : quiet),
          ...under,
        },
        ...(said.caption && isHidden ? outgoingOf({ kind: "text", text: said.caption }, copyOf(from)) : []),
      ];
    case "place":
      return [
        { kind: "say", text: `${from} 📍`, ...quiet, ...under },
        { kind: "sayPlace", latitude: said.latitude, longitude: said.longitude },
      ];
  }
}

const copyOf = (from: string): CopyFor => ({ chatId: 0, from, isHidden: true, isQuiet: true });

const headOf = (from: string) => `${from}:\n`;
export const copyText = (from: string, text: string): string => headOf(from) + text;
export const hiddenFrom = (from: string): number => headOf(from).length;

/** Telegram takes captions of 1,024 characters; people write as many, and the name stands above. */
const longestCaption = 1_024;
const shorten = (text: string) =>
  text.length <= longestCaption ? text : `${text.slice(0, longestCaption - 1)}…`;
