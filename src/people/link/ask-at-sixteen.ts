import { and, eq, isNotNull, isNull, lte } from "drizzle-orm";
import { alumnus } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import { spokenIn } from "../../i18n/spoken-texts.ts";
import { nextHumanTime } from "../calendar/next-human-time.ts";
import { nextMessageTime } from "../calendar/next-message-time.ts";
import { hasTalk } from "../has-talk.ts";
import { stopTakingPart } from "../stop.ts";
import { type AlumnusView, findAlumnus, isReachable, languageOfStaff, viewAlumnus } from "../store.ts";
import { ageAt, isOldEnough } from "./is-old-enough.ts";
import { findConsent, findHold, recordConsent } from "./record-consent.ts";

/** Those who said yes before sixteen and are looked at today, a few at a time. */
export async function findConsentsToLookAt({ db, now }: Pick<Work, "db" | "now">): Promise<string[]> {
  const rows = await db
    .select({ id: alumnus.id })
    .from(alumnus)
    .where(and(lte(alumnus.consentLookAt, now), isNotNull(alumnus.chatId), isNull(alumnus.stoppedAt)))
    .limit(100);
  return rows.map(({ id }) => id);
}

/**
 * From sixteen on a young person decides alone (UAVG art. 5): whoever said yes before is asked, once, at a good time
 * for a message. Until sixteen the next look is a day later. The birth date stays sealed; only the next look stands in plain.
 */
export async function lookAtConsent(work: Work, alumnusId: string): Promise<void> {
  const { db, now } = work;
  const person = await findAlumnus(db, alumnusId);
  if (!person?.consentLookAt || person.consentLookAt > now) return;
  const view = await viewAlumnus(work, person);
  const tomorrow = new Date(now.getTime() + 86_400_000);
  const isSixteen = isOldEnough(ageAt(view.details.birthDate, now, view.organisation.timeZone));
  // While a human talks with them the robot asks nothing: tomorrow then.
  const isFree = (await isReachable(db, person.chatId)) && !(await hasTalk(db, person.id));
  const goodTime = nextMessageTime(view.organisation, person.ownTime, now);
  if (isSixteen && isFree && goodTime <= now) return askAtSixteen(work, view);
  const next = isSixteen && goodTime > now ? goodTime : tomorrow;
  await db.update(alumnus).set({ consentLookAt: next }).where(eq(alumnus.id, person.id));
}

/** Asks whether to go on, now that it is the person's own decision. Nobody is asked twice, and nobody at night. */
export async function askAtSixteen(work: Work, view: AlumnusView): Promise<void> {
  const { chatId, id } = view.row;
  if (chatId === null) return;
  const [mine] = await work.db
    .update(alumnus)
    .set({ consentLookAt: null })
    .where(and(eq(alumnus.id, id), isNotNull(alumnus.consentLookAt)))
    .returning({ id: alumnus.id });
  if (mine) await sayAtSixteen(work, view, nextHumanTime(view.organisation, work.now));
}

/** The question itself. */
export async function sayAtSixteen(work: Work, view: AlumnusView, dueAt = work.now): Promise<void> {
  const { chatId, sharedPhone } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const button = (answer: "yes" | "notNow") => ({
    label: t(`people:link.offerAnswer.${answer}`),
    action: { do: "ownConsent", answer } as const,
  });
  const key = sharedPhone ? "people:sixteen.askShared" : "people:sixteen.ask";
  const text = checkedText(work.texts, view.language, key);
  await say(work, {
    ...{ chatId, dueAt },
    lane: "invitation",
    promise: "atMostOnce",
    outgoing: {
      ...{ kind: "say", text, buttons: [[button("yes"), button("notNow")]] },
      spoken: spokenIn(view.language, key),
    },
  });
}

/** Who said yes before sixteen is sixteen now, and has not answered for themselves. */
async function couldSayOwnYes({ db, now }: Work, view: AlumnusView): Promise<boolean> {
  const own = await findConsent(db, view.row.id, "alumnus", "telegram");
  const isSixteen = isOldEnough(ageAt(view.details.birthDate, now, view.organisation.timeZone));
  return own?.answer === "yes" && own.age !== null && !isOldEnough(own.age) && isSixteen;
}

/** They were asked at sixteen, and the answer is still to come. */
export const waitsForOwnYes = async (work: Work, view: AlumnusView): Promise<boolean> =>
  view.row.consentLookAt === null && view.row.stoppedAt === null && (await couldSayOwnYes(work, view));

/**
 * The answer at sixteen: a yes is a consent of their own, "not now" stops like STOP does. False when nothing was to be
 * answered: an old button, or a double tap.
 */
export async function answerAtSixteen(
  work: Work,
  view: AlumnusView,
  answer: "yes" | "notNow",
): Promise<boolean> {
  const { chatId } = view.row;
  if (!(await couldSayOwnYes(work, view)) || chatId === null || view.row.stoppedAt) return false;
  if (answer === "notNow") return stopTakingPart(work, view);
  const hadWaited = (await findHold(work, view)) === "ownYes";
  await recordConsent(work, view, {
    to: "sixteen",
    answer: "yes",
    language: view.language,
    channel: "telegram",
  });
  const { language, workerName: worker } = view;
  const text = checkedText(work.texts, language, "people:sixteen.thanks", { worker });
  await say(work, { chatId, outgoing: { kind: "say", text } });
  if (!hadWaited || view.worker.chatId === null) return true;
  const toWorker = work.texts(await languageOfStaff(work.db, view.worker));
  await say(work, {
    chatId: view.worker.chatId,
    lane: "alert",
    outgoing: {
      kind: "say",
      text: toWorker("people:sixteen.tellWorker", { name: view.details.firstName }),
      buttons: [
        [
          {
            label: toWorker("people:staff.startCheckIn"),
            action: { do: "startCheckIn", alumnus: view.row.id },
          },
        ],
      ],
    },
  });
  return true;
}
