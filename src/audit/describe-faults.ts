import type { FaultKind } from "./find-faults.ts";

/** One line a kind for the operator: what is wrong, and where to look. Never content, never a name (security.md 7). */
const words: Readonly<Record<FaultKind, { readonly what: string; readonly look: string }>> = {
  noNextStep: { what: "open alerts without a next step", look: "a fault of ours: call the developers" },
  stepOverdue: { what: "alerts whose next step was not taken", look: "is `npm start` running?" },
  nobodyTold: { what: "alerts of which nobody has a message", look: "staff list; doctor" },
  nobodyReacts: { what: "alerts that went round in vain several times", look: "call the school" },
  signalLoose: { what: "serious answers handed to no human", look: "a fault of ours: call the developers" },
  updateUnhandled: { what: "stored updates that were not handled", look: "is `npm start` running?" },
  updateParked: {
    what: "updates put aside, of which no human knows",
    look: "the log around that time; then audit settle U<number>",
  },
  messageStuck: { what: "messages that do not get out", look: "doctor: bot, mail" },
  wordsUnread: { what: "words that nobody read, and nobody was warned of", look: "is `npm start` running?" },
  wordsLeft: { what: "words still unread days after others were warned", look: "call the school" },
  wordsBeforeUnread: {
    what: "words before the case worker's yes that nobody read, and nobody was warned of",
    look: "is `npm start` running?",
  },
  wordsBeforeLeft: {
    what: "words before the case worker's yes still unread days after others were warned",
    look: "call the school",
  },
  outOfMind: { what: "young people in a programme at whom nobody looks again", look: "cohort list" },
  inNoProgramme: {
    what: "young people who left and are in no programme, so that nobody asks them anything",
    look: "doctor: cohorts; cohort add; is `npm start` running?",
  },
  talkOrphaned: { what: "talks whose case worker has left", look: "staff list" },
  talkLost: {
    what: "messages of talks that may not have arrived",
    look: "a fault of ours: call the developers",
  },
  appointmentMissed: {
    what: "reminders of appointments that did not go out",
    look: "is `npm start` running?",
  },
  appointmentLeft: {
    what: "appointments of which nobody said how they went",
    look: "call the school; /afspraken shows them",
  },
  nobodyReachable: { what: "schools in which nobody can be reached", look: "staff list" },
  serviceSilent: { what: "the service is not at work any more", look: "is `npm start` running?" },
  updatesNotFetched: {
    what: "no updates are fetched: what young people write is not read, and Telegram drops it after a day",
    look: "doctor: bot, webhook; the log",
  },
  botShared: {
    what: "another process takes updates of this bot",
    look: "stop it; a new token from @BotFather shuts it out",
  },
  webhookFailing: {
    what: "Telegram does not get its updates to this service",
    look: "doctor: webhook; the certificate",
  },
  testAlertMissing: { what: "the test alert of the day did not arrive", look: "doctor: bot, mail, operator" },
};

/** Subjects that are named; the rest is counted. */
const mostNamed = 5;

/** The findings as plain text, a line a kind: how many, since when (UTC), which rows, where to look. */
export function describeFaults(
  faults: readonly { readonly kind: string; readonly subject: string; readonly since: Date }[],
): string {
  const kinds = [...new Set(faults.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const own = faults.filter((fault) => fault.kind === kind);
      const first = own.reduce(
        (oldest, { since }) => (since < oldest ? since : oldest),
        own[0]?.since ?? new Date(0),
      );
      const named = own.slice(0, mostNamed).map(({ subject }) => subject.slice(0, 8));
      const more = own.length > mostNamed ? ` and ${own.length - mostNamed} more` : "";
      const { what, look } = words[kind as FaultKind] ?? { what: kind, look: "doctor" };
      const since = `${first.toISOString().slice(0, 16).replace("T", " ")} UTC`;
      return `- ${own.length} × ${what}, since ${since}: ${named.join(", ")}${more}. Look: ${look}.`;
    })
    .join("\n");
}
