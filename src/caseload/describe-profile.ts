import { situations } from "../checkin/question-set.ts";
import { formatDate, formatMoment } from "../i18n/format-moment.ts";
import { autonyms, type Language, languageOf } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { Standing } from "../people/find-waiting.ts";
import { madeAtOf } from "../people/link/keep-offer.ts";
import type { Profile } from "./find-profile.ts";

/** For whom a page is put into words. */
export interface ProfileReader {
  readonly t: Say;
  readonly language: Language;
  readonly timeZone: string;
  readonly now: Date;
  /** Who guides the person, when it is not the reader. */
  readonly guideName: string | undefined;
}

/** Whether somebody takes part, or what it waits for; nobody does any more whose guidance is over. */
export function statusLine(t: Say, { row, waiting }: Standing, isOver: boolean): string {
  if (isOver) return t("caseload:profile.over");
  if (waiting) return t("caseload:profile.waits", { reason: t(`people:waiting.reason.${waiting.reason}`) });
  return t(
    row.chatId === null ? `people:waiting.takesPartBy.${row.preferredChannel}` : "people:waiting.takesPart",
  );
}

/** What somebody does now, in a few words; of a value that nobody knows any more nothing. */
export function situationName(t: Say, situation: string | null): string | undefined {
  const known = situations.find((one) => one === situation);
  return known && t(`caseload:situation.${known}`);
}

/** One person's page in words: never an answer, never somebody's own words. */
export function describeProfile(reader: ProfileReader, profile: Profile): string {
  const { t, language, guideName } = reader;
  const { standing } = profile;
  const { row, details } = standing;
  return [
    `${details.firstName} ${details.lastName}`,
    ...(profile.cameFrom ? [t("caseload:profile.cameFrom", { school: profile.cameFrom })] : []),
    statusLine(t, standing, profile.isOver),
    ...offerLines(reader, profile),
    ...situationLine(reader, row),
    ...contactLines(reader, profile),
    nextLine(reader, profile),
    t("caseload:profile.language", { language: autonyms[languageOf(row.language) ?? language] }),
    ...(profile.readsNone ? [t("caseload:profile.readsNone")] : []),
    reachLine(t, profile),
    ...(row.sharedPhone ? [t("people:person.sharedPhone")] : []),
    ...(guideName ? [t("caseload:profile.guide", { worker: guideName })] : []),
    t("caseload:profile.had"),
  ].join("\n");
}

const dayOf = ({ language, timeZone, now }: ProfileReader, instant: Date) =>
  formatDate(language, localDay({ timeZone }, instant), localDay({ timeZone }, now));

function situationLine(reader: ProfileReader, row: Standing["row"]): string[] {
  const situation = situationName(reader.t, row.situation);
  if (!situation) return [reader.t("caseload:profile.noSituation")];
  return row.situationSince
    ? [reader.t("caseload:profile.situationSince", { situation, day: dayOf(reader, row.situationSince) })]
    : [reader.t("caseload:profile.situation", { situation })];
}

/** What was said to the offer last, and apart from it to the second one (LAW-11). */
function offerLines(reader: ProfileReader, { offers }: Profile): string[] {
  const { t } = reader;
  const first = offers.findLast(({ kind, answer }) => kind !== "reoffer" && answer !== null) ?? offers[0];
  const again = offers.find(({ kind }) => kind === "reoffer");
  const line = (key: "line" | "again" | "failed", one: Profile["offers"][number] | undefined) => {
    const at = one && (key === "line" ? (one.answeredAt ?? one.madeAt) : madeAtOf(one));
    const answer = t(`caseload:dated.offer.${one?.answer ?? "none"}`);
    return at ? [t(`caseload:dated.offer.${key}`, { answer, day: dayOf(reader, at) })] : [];
  };
  const isLost = again?.delivery === "failed" && again.answer === null;
  return [
    ...(first?.kind === "reoffer" ? [] : line("line", first)),
    ...line(isLost ? "failed" : "again", again),
  ];
}

function contactLines(reader: ProfileReader, { last, lastBy, triedAt }: Profile): string[] {
  const { t } = reader;
  const tried = triedAt ? [t("caseload:profile.tried", { day: dayOf(reader, triedAt) })] : [];
  if (!last) return [t("caseload:profile.noContact"), ...tried];
  const who = last.by === "robot" ? t("caseload:profile.robot") : (lastBy ?? t("rights:formerStaff"));
  const channel = t(`contact:channel.${last.channel}`);
  return [t("caseload:profile.lastContact", { day: dayOf(reader, last.at), channel, who }), ...tried];
}

function nextLine(reader: ProfileReader, { next }: Profile): string {
  const { t, language, timeZone, now } = reader;
  const step = () => {
    switch (next.kind) {
      case "alert":
        return next.at
          ? t("caseload:next.planned", { moment: formatMoment(language, timeZone, next.at, now) })
          : t(`caseload:next.alert.${next.state}`);
      case "checkIn":
        return t(`caseload:next.checkIn.${next.state}`, { day: dayOf(reader, next.since) });
      case "watch": {
        const occasion = t(`escalation:occasion.${next.occasion}` as "escalation:occasion.firstWeek");
        return t("caseload:next.watch", { occasion, day: dayOf(reader, next.at) });
      }
      case "dated": {
        const what = t("caseload:dated.next", { what: t(`programme:task.why.${next.what}`) });
        return `${what} · ${dayOf(reader, next.at)}`;
      }
      case "programme": {
        const what = t(`caseload:next.programme.${next.what}` as "caseload:next.programme.checkIn");
        return `${what} · ${dayOf(reader, next.at)}`;
      }
      default:
        return t(`caseload:next.${next.kind}`);
    }
  };
  return t("caseload:profile.next", { step: step() });
}

function reachLine(t: Say, { standing, isReachable }: Profile): string {
  const { phone, email, secondContact } = standing.details;
  const ways = [
    ...(isReachable && standing.row.stoppedAt === null ? [t("contact:channel.telegram")] : []),
    ...(phone ? [t("contact:channel.phone")] : []),
    ...(email ? [t("contact:channel.email")] : []),
    ...(secondContact ? [t("caseload:profile.secondContact")] : []),
  ];
  return ways.length > 0
    ? t("caseload:profile.reach", { ways: ways.join(", ") })
    : t("caseload:profile.noReach");
}
