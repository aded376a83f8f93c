import type { SafetyNumber } from "../../people/safety/safety-sheet.ts";

/**
 * What one of the staff wrote while it was not clear for whom, each sealed with their own key and named by Telegram's number, until
 * a tap says so. `writtenAt` (of the last of them) and `until` are ISO 8601. At most one group waits; the others are given back and
 * kept until whoever wrote them has read so.
 */
export interface HeldGroup {
  readonly words: readonly {
    readonly sealed: string;
    readonly messageId: number;
    /** The message that they answer, when it is not known yet whose it is. */
    readonly replyTo?: number;
  }[];
  /** The outbox row that asks about them, or gives them back. */
  readonly message: string;
  readonly writtenAt: string;
  readonly until: string;
  readonly isGivenBack?: true;
}

/** `until` is ISO 8601: what comes later is an ordinary message, or an old button. */
export type ChatExpects =
  /** `asked`: the outbox row that asks, which nobody has asked for: what was typed before it came is no answer to it. */
  | {
      readonly kind: "note";
      readonly escalationId: string;
      readonly asked?: string;
      readonly until: string;
    }
  | { readonly kind: "correction"; readonly item: string; readonly until: string }
  | { readonly kind: "erasure"; readonly until: string }
  /** The mail address of somebody of the staff. */
  | { readonly kind: "email"; readonly until: string }
  /** The code that was mailed: its keyed hash, the address sealed with the person's key, and how often it was typed wrong. */
  | {
      readonly kind: "emailCode";
      readonly address: string;
      readonly code: string;
      readonly wrong: number;
      readonly until: string;
    }
  /** Working hours of a weekday, days away, a turn on call of somebody of the staff; days on which the organisation is closed. */
  | { readonly kind: "hours"; readonly caseWorkerId: string; readonly day: string; readonly until: string }
  | { readonly kind: "away" | "shift"; readonly caseWorkerId: string; readonly until: string }
  | { readonly kind: "closedDays"; readonly until: string }
  /** A private note during a talk. */
  | { readonly kind: "talkNote"; readonly talkId: string; readonly until: string }
  /** A question to a colleague during a talk, and the colleague's answer. */
  | {
      readonly kind: "talkAsk";
      readonly talkId: string;
      readonly colleagueId: string;
      readonly until: string;
    }
  | { readonly kind: "talkAnswer"; readonly noteId: string; readonly until: string }
  /** A tap of a young person's: whose phone it is, whether words about danger go again, and which of the questions about the own time. */
  | { readonly kind: "choice"; readonly of: "phone" | "tidy"; readonly until: string }
  | {
      readonly kind: "choice";
      readonly of: "ownTime";
      readonly step: "time" | "days" | "rhythm";
      readonly until: string;
    }
  /** A part of a name. */
  | { readonly kind: "findPerson"; readonly until: string }
  /** Somebody who is not only a parent looks at the questions: what is typed is one, of this person when they turned to asking as a parent. */
  | { readonly kind: "question"; readonly personId?: string; readonly until: string }
  /** A question that goes to a human as it is, of this person; `isMore`: what follows one, as long as no human has been in touch. */
  | { readonly kind: "askHuman"; readonly personId: string; readonly isMore: boolean; readonly until: string }
  /** The name of the young person whom a parent's worry is about. */
  | { readonly kind: "matchWorry"; readonly escalationId: string; readonly until: string }
  /** A question of a parent without names, to be kept for the robot. */
  | {
      readonly kind: "keepQuestion";
      readonly escalationId: string;
      readonly as: "words" | "item";
      readonly until: string;
    }
  /** A worry that was told about. */
  | { readonly kind: "worryWords"; readonly personId: string; readonly until: string }
  /** The number on which somebody who asks wants to be called. */
  | {
      readonly kind: "askPhone";
      readonly personId: string;
      readonly interpreter: boolean;
      /** The answer that they could not read. */
      readonly item?: string;
      /** Told in the middle of a worry, which goes on. */
      readonly isWorry: boolean;
      readonly until: string;
    }
  /** The minutes of a contact that is being noted; then it is written down. */
  | {
      readonly kind: "contactMinutes";
      readonly contactId: string;
      readonly alumnusId: string;
      readonly channel: string;
      readonly until: string;
    }
  /** More about a contact that was noted. */
  | {
      readonly kind: "contactNote" | "contactDay" | "contactLength";
      readonly contactId: string;
      readonly until: string;
    }
  /** A date of somebody that is watched. */
  | {
      readonly kind: "watchedDay";
      readonly alumnusId: string;
      readonly date: "contractEnd" | "indicationEnd" | "letter";
      readonly until: string;
    }
  /** A time on which a case worker has no room for an appointment, or does after all; the place of one. */
  | { readonly kind: "ownHours"; readonly until: string }
  | { readonly kind: "appointmentPlace"; readonly appointmentId: string; readonly until: string }
  /** Since which day the situation is what was chosen. */
  | { readonly kind: "situationDay"; readonly alumnusId: string; readonly until: string }
  /** In which months there is contact. */
  | { readonly kind: "agreedMonths"; readonly alumnusId: string; readonly until: string }
  /** A changed safety sheet that nobody has signed yet, and which number is typed next (its place in the list, or a new one). */
  | {
      readonly kind: "safety";
      readonly onCall: "rota" | "none";
      readonly numbers: readonly SafetyNumber[];
      readonly awaits?: number | "own";
      readonly until: string;
    };
