import type { Said } from "../checkin/hear-words.ts";
import type { Buttons, Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import type { Spoken } from "../i18n/spoken-texts.ts";

/** For whom a copy is, and how it looks there. */
export interface CopyFor {
  readonly chatId: number;
  /** The first name of whoever wrote it: it stands above every message, so that no two talks can be mixed up. */
  readonly from: string;
  /** Hidden until it is tapped, in the preview on a locked phone too: for a phone that others read. */
  readonly isHidden: boolean;
  readonly isQuiet: boolean;
  readonly buttons?: Buttons;
  /** The message of this chat that it answers. */
  readonly answers?: number | undefined;
}

/**
 * Says what one side wrote on the other side, in as many messages as it needs, and returns their outbox rows in order. What
 * became of each is told (subject `talk`): it has arrived when all of them have. All go in one lane, so that a talk keeps its order.
 */
export async function sayCopy(work: Work, messageId: string, said: Said, to: CopyFor): Promise<string[]> {
  const ids: string[] = [];
  const subject = { kind: "talk", id: messageId } as const;
  const [first, ...rest] = outgoingOf(said, to);
  const answering = first && to.answers !== undefined ? { ...first, answers: to.answers } : first;
  for (const outgoing of answering ? [answering, ...rest] : [])
    ids.push(await say(work, { chatId: to.chatId, lane: "reply", outgoing, subject }));
  return ids;
}

function outgoingOf(said: Said, to: CopyFor): Outgoing[] {
  const { from, isHidden, isQuiet, buttons } = to;
  const quiet = isQuiet ? { quiet: true } : {};
  const under = buttons ? { buttons } : {};
  switch (said.kind) {
    case "text":
      return textsOf(said.text, to, said.spoken);
    case "voice": {
      const { caption, rest } = captionOf(said.caption, to);
      return [{ ...{ kind: "sayVoice", fileId: said.fileId, caption }, ...quiet, ...under }, ...rest];
    }
    case "photo": {
      const { caption, rest } = captionOf(said.caption, to);
      return [
        {
          ...{ kind: "sayPhoto", fileId: said.fileId, caption },
          ...(isHidden ? { hidden: true } : {}),
          // An album rings once.
          ...(said.follows ? { quiet: true } : quiet),
          ...under,
        },
        ...rest,
      ];
    }
    case "place":
      return [
        { kind: "say", text: `${from} 📍`, ...quiet, ...under },
        { kind: "sayPlace", latitude: said.latitude, longitude: said.longitude },
        ...(said.caption ? beneath(said.caption, to) : []),
      ];
  }
}

function textsOf(text: string, { from, isHidden, isQuiet, buttons }: CopyFor, spoken?: Spoken): Outgoing[] {
  const parts = splitText(copyText(from, text));
  return parts.map((part, index) => ({
    ...{ kind: "say", text: part },
    ...(isQuiet ? { quiet: true } : {}),
    ...(isHidden ? { hiddenFrom: index === 0 ? hiddenFrom(from) : 0 } : {}),
    ...(index === parts.length - 1 && buttons ? { buttons } : {}),
    ...(index === parts.length - 1 && spoken ? { spoken } : {}),
  }));
}

/** Words that came with something else come after it: without a sound, and without its buttons. */
const beneath = (text: string, { chatId, from, isHidden }: CopyFor): Outgoing[] =>
  textsOf(text, { chatId, from, isHidden, isQuiet: true });

/** Telegram takes captions of 1,024 characters; people write as many, and the name stands above. */
const longestCaption = 1_024;

/**
 * What stands under a photo or a voice note, and what has to come after it. A caption cannot be hidden: on a phone that others read
 * the words come by themselves.
 */
function captionOf(words: string | undefined, to: CopyFor): { caption: string; rest: Outgoing[] } {
  if (words === undefined) return { caption: to.from, rest: [] };
  if (to.isHidden) return { caption: to.from, rest: beneath(words, to) };
  const [caption = "", ...more] = splitText(copyText(to.from, words), longestCaption);
  return { caption, rest: more.length > 0 ? beneath(more.join(""), to) : [] };
}

const headOf = (from: string) => `${from}:\n`;
export const copyText = (from: string, text: string): string => headOf(from) + text;
export const hiddenFrom = (from: string): number => headOf(from).length;
