import { randomUUID } from "node:crypto";
import { outbox } from "../db/schema/index.ts";
import { type Lane, lanes, type Outgoing } from "./outgoing.ts";
import type { Work } from "./work.ts";

export interface Saying {
  /** The chat; for a mail the number of the mailbox (`mail-line.ts`). */
  readonly chatId: number;
  readonly outgoing: Outgoing;
  /** `reply` when left out. */
  readonly lane?: Lane;
  /** `atLeastOnce` when left out: after an unclear outcome it is said again. Invitations and taps are said at most once. */
  readonly promise?: "atLeastOnce" | "atMostOnce";
  /** The outbox row whose message is changed or taken back. */
  readonly targetId?: string;
  /** What it is about, so that its outcome finds its way back. */
  readonly subject?: {
    readonly kind:
      | "question"
      | "escalation"
      | "list"
      | "absence"
      | "message"
      | "tidy"
      | "passedOn"
      | "safetySheet"
      | "proof"
      | "mailCode"
      | "unreachable"
      | "offer"
      | "agreement"
      /** What a case worker noted of when somebody may be asked, and what a parent said, as the young person hears it. */
      | "ownTime"
      | "parentAnswer"
      | "appointment"
      /** A voice note, a photo, a place that a human is shown; all else that is shown and taken back, with the person's id. */
      | "words"
      | "details"
      | "talk"
      | "talkNotice"
      /** A machine's translation of a message of a talk, a change of its copy, its being taken back. */
      | "talkTranslation"
      | "talkChange"
      | "talkTakeBack"
      /** A sentence that was chosen by a tap, as whoever chose it sees it. */
      | "talkEcho"
      /** A question to a colleague. */
      | "talkAsked";
    readonly id: string;
  };
  /** Not before this instant; at once when left out. */
  readonly dueAt?: Date;
}

const lineOf = ({ kind }: Outgoing) => (kind === "answerTap" ? "tap" : kind === "mail" ? "mail" : "chat");

/** Writes a message into the outbox, in the use case's own transaction, and returns the row's id. It is sent after commit. */
export async function say(work: Work, saying: Saying): Promise<string> {
  const { db, now, vault } = work;
  const id = randomUUID();
  const keyId = await vault.dayKey(db, now);
  const line = lineOf(saying.outgoing);
  await db.insert(outbox).values({
    id,
    chatId: saying.chatId,
    line,
    lane: lanes[saying.lane ?? "reply"],
    promise: line === "tap" ? "atMostOnce" : (saying.promise ?? "atLeastOnce"),
    keyId,
    body: await vault.seal(
      db,
      keyId,
      { table: "outbox", column: "body", row: id },
      JSON.stringify(saying.outgoing),
    ),
    targetId: saying.targetId ?? null,
    subjectKind: saying.subject?.kind ?? null,
    subjectId: saying.subject?.id ?? null,
    createdAt: now,
    dueAt: saying.dueAt ?? now,
  });

  return id;
}
