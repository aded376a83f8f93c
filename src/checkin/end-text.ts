import { and, eq } from "drizzle-orm";
import { ownWords, signal } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { withDutchBeneath } from "../i18n/dutch-beneath.ts";
import type { Say } from "../i18n/texts.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import type { AlumnusView } from "../people/store.ts";
import { crisisNumbers, isOnCall } from "./crisis-message.ts";
import type { Progress } from "./next-question.ts";
import { isAtLeast } from "./question-set.ts";
import type { CheckInRow } from "./store.ts";

/**
 * What a young person reads at the end: thanks, who reads this and when, what goes to them, and that a sentence may be
 * added. On a shared phone nothing of it is repeated; in a crisis there is only what happens now, when, and whom to call.
 */
export const endText = (
  work: Work,
  view: AlumnusView,
  row: CheckInRow,
  progress: Progress,
): Promise<string> =>
  withDutchBeneath(work.texts, view.language, (texts, language) =>
    writeEnd({ ...work, texts }, { ...view, language }, row, progress),
  );

async function writeEnd(
  work: Work,
  view: AlumnusView,
  row: CheckInRow,
  { severity, given }: Progress,
): Promise<string> {
  const t = work.texts(view.language);
  const who = await findWhoIsThere(work, view);
  const { now, when, reader } = who;
  const worker = view.workerName;
  // Others may read along: not a word about how serious it was.
  if (view.row.sharedPhone && severity === "crisis")
    return [t("checkin:end.sharedCrisis", { when }), await crisisNumbers(work, view)].join("\n");
  if (view.row.sharedPhone && isAtLeast(severity, "urgent")) return t("checkin:end.shared", { when });
  if (severity === "crisis" && isOnCall(who)) return t("checkin:end.crisisOnCall");
  if (severity === "crisis")
    return t(now ? "checkin:end.crisisAwake" : "checkin:end.crisisAsleep", { reader, when });
  const hasWords = given.some(({ inWords }) => inWords);
  const thanks = isAtLeast(severity, "urgent")
    ? t("checkin:end.urgent", { reader, when })
    : isAtLeast(severity, "attention")
      ? t("checkin:end.attention", { worker })
      : t(hasWords ? "checkin:end.fineWithWords" : "checkin:end.fine", { worker });
  if (view.row.sharedPhone) return `${thanks}\n\n${t("checkin:end.moreWords")}`;
  return [thanks, (await goesTo(work, t, row, worker)).join("\n"), t("checkin:end.moreWords")].join("\n\n");
}

/** The lines that say what the case worker sees: themes and wishes, never the answers themselves. */
async function goesTo(work: Work, t: Say, row: CheckInRow, worker: string): Promise<string[]> {
  const signals = await work.db
    .select({ theme: signal.theme, severity: signal.severity, wish: signal.wish, rule: signal.rule })
    .from(signal)
    .where(eq(signal.checkInId, row.id))
    .orderBy(signal.at, signal.cause);
  const [words] = await work.db
    .select({ id: ownWords.id })
    .from(ownWords)
    .where(and(eq(ownWords.personId, row.alumnusId), eq(ownWords.checkInId, row.id)))
    .limit(1);
  const themes = [...new Set(signals.filter(({ wish }) => !wish).map(({ theme }) => theme))];
  // "In general" says nothing beside a theme with a name.
  const named = themes.length > 1 ? themes.filter((theme) => theme !== "general") : themes;
  const wishes = [...new Set(signals.flatMap(({ wish }) => (wish && wish !== "read" ? [wish] : [])))];
  const lines = [
    ...named.map((theme) =>
      t("checkin:end.themeLine", { theme: t(`checkin:end.theme.${theme}` as "checkin:end.theme.work") }),
    ),
    ...wishes.map((wish) => t(`checkin:end.wish.${wish}`)),
  ];
  return [
    t("checkin:end.goesTo", { worker }),
    ...(lines.length > 0 ? lines : [t("checkin:end.allFine")]),
    ...(words ? [t("checkin:end.wordsToo")] : []),
  ];
}
