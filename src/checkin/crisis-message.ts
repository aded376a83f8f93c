import type { Work } from "../delivery/work.ts";
import { withDutchBeneath } from "../i18n/dutch-beneath.ts";
import type { Language } from "../i18n/language.ts";
import { optionallySpoken, type Spoken, spokenIn } from "../i18n/spoken-texts.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { sayHours } from "../people/duty/say-hours.ts";
import { findWhoIsThere, type WhoIsThere } from "../people/duty/who-is-there.ts";
import { findWriter } from "../people/has-talk.ts";
import { findSafetySheet } from "../people/safety/find-safety-sheet.ts";
import { neutralNumbers, numberLines, recordableLines } from "../people/safety/number-lines.ts";
import { nationalNumbers, type SafetyNumber } from "../people/safety/safety-sheet.ts";
import { keySaidTo, sayTo } from "../people/say-to.ts";
import { findCaseWorker, type PersonView } from "../people/store.ts";

/**
 * What a young person reads at once when something is a crisis: that a robot got it and a human is called, the numbers, and
 * honestly who is there. Neutral where others may read along. Never a diagnosis, never a promise (security.md 12).
 */
export const crisisMessage = (work: Work, view: PersonView): Promise<string> =>
  withDutchBeneath(work.texts, view.language, (texts, language) =>
    writeCrisisMessage({ ...work, texts }, { ...view, language }),
  );

/** What of it can be listened to: that somebody heard it, and the numbers that were recorded. */
export async function crisisSpoken(work: Pick<Work, "db">, view: PersonView): Promise<Spoken> {
  const { language, row } = view;
  const own = (key: string) => keySaidTo(key, { row });
  if (row.sharedPhone) return spokenIn(language, own("checkin:crisis.shared"));
  const lines = recordableLines(await numbersOf(work, view)).map((line) => own(`people:${line}`));
  const { texts } = spokenIn(language, own("checkin:crisis.heard"));
  return { language, texts: [...texts, ...optionallySpoken(language, lines)] };
}

/** The crisis message in the view's language alone. */
export async function writeCrisisMessage(work: Work, view: PersonView): Promise<string> {
  const { language, organisation } = view;
  const t = sayTo(work.texts(language), view);
  const who = await findWhoIsThere(work, view);
  const { when, reader } = who;
  const numbers = await crisisNumbers(work, view);
  const hours = sayHours(language, organisation.staffedHours);
  const open = hours === "" ? [] : [t("checkin:crisis.hours", { hours })];
  if (view.row.sharedPhone) return [t("checkin:crisis.shared", { when }), numbers, ...open].join("\n");
  const writer = who.now || isOnCall(who) ? undefined : await nameOfWriter(work, view);
  const there = isOnCall(who)
    ? t("checkin:crisis.onCall")
    : who.now || writer
      ? t("checkin:crisis.awake", { reader: writer ?? reader })
      : t("checkin:crisis.asleep", { when });
  return [t("checkin:crisis.heard"), numbers, [there, ...open].join("\n")].join("\n\n");
}

/** Nobody is at work, and somebody writes with them all the same: to say that nobody is there would be untrue. */
async function nameOfWriter({ db, now, vault }: Work, view: PersonView): Promise<string | undefined> {
  const id = await findWriter(db, view.row.id, now);
  const worker = id === undefined ? undefined : await findCaseWorker(db, id);
  return worker && firstNameOf(await openName(db, vault, worker));
}

/** "Call someone now", and whom; neutral on a shared phone. */
export async function crisisNumbers(work: Work, view: PersonView): Promise<string> {
  const lines = await listNumbers(work, view);
  const t = sayTo(work.texts(view.language), view);
  return view.row.sharedPhone ? lines : t("checkin:crisis.numbers", { lines });
}

/** The numbers of the newest safety sheet however old it is, or the national ones; without a word on a shared phone. */
export async function listNumbers(work: Work, view: PersonView): Promise<string> {
  const { language } = view;
  const t = sayTo(work.texts(language), view);
  const numbers = await numbersOf(work, view);
  return view.row.sharedPhone ? neutralNumbers(t, language, numbers) : numberLines(t, numbers).join("\n");
}

async function numbersOf(work: Pick<Work, "db">, view: PersonView): Promise<readonly SafetyNumber[]> {
  return (await findSafetySheet(work, view.organisation.id))?.numbers ?? nationalNumbers;
}

/** What of the numbers for a stranger can be listened to. */
export const strangerSpoken = (language: Language): Spoken => ({
  language,
  texts: optionallySpoken(
    language,
    recordableLines(nationalNumbers).map((line) => `people:${line}`),
  ),
});

/** Whom to call, for somebody whose school we do not know. */
export const strangerNumbers = (work: Pick<Work, "texts">, language: Language): Promise<string> =>
  withDutchBeneath(work.texts, language, (texts, own) => {
    const t = texts(own);
    return t("checkin:crisis.numbers", { lines: numberLines(t, nationalNumbers).join("\n") });
  });

/** Somebody has their turn of the rota now, where the organisation has one. */
export const isOnCall = (who: WhoIsThere): boolean => "onCall" in who && Boolean(who.onCall);
