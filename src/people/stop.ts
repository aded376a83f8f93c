import { eq } from "drizzle-orm";
import { alumnus } from "../db/schema/index.ts";
import { dropUnsentQuestions } from "../delivery/drop-unsent.ts";
import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { withdrawAgreement } from "./link/agree.ts";
import { answerReofferRow } from "./link/keep-offer.ts";
import { recordConsent } from "./link/record-consent.ts";
import { lookAgain } from "./look-again.ts";
import { type AlumnusView, languageOfStaff } from "./store.ts";
import { tellWorker } from "./tell-worker.ts";

/**
 * STOP: no question is sent any more, at once and without a why. The case worker hears it; what stands open with a human
 * stays open (nothing closes by itself). `more`: what else can be done, under the same words. False when the person had stopped already.
 */
export async function stopTakingPart(work: Work, view: AlumnusView, more: Buttons = []): Promise<boolean> {
  return change(work, view, true, more);
}

/** Takes part again, of the person's own accord. False when they never stopped. */
export async function takePartAgain(work: Work, view: AlumnusView): Promise<boolean> {
  return change(work, view, false);
}

async function change(work: Work, view: AlumnusView, stops: boolean, more: Buttons = []): Promise<boolean> {
  const { db, now } = work;
  const { row, worker, details } = view;
  if ((row.stoppedAt !== null) === stops || row.chatId === null) return false;
  await db
    .update(alumnus)
    // Who comes back takes part from now on: what was planned meanwhile nobody missed, and a yes to the second offer is one of today.
    .set(stops ? { stoppedAt: now } : { stoppedAt: null, ...(row.joinedAt ? { joinedAt: now } : {}) })
    .where(eq(alumnus.id, row.id));
  await recordConsent(work, view, {
    to: "telegram",
    answer: stops ? "withdrawn" : "yes",
    language: view.language,
    channel: "telegram",
  });
  if (!stops) await answerReofferRow(work, row.id, "yes");
  if (stops) await withdrawAgreement(work, view);
  await lookAgain(work, row.id);
  if (stops) await dropUnsentQuestions(work, row.chatId);
  const t = work.texts(view.language);
  const text = stops
    ? checkedText(work.texts, view.language, "people:stop.done")
    : t("people:stop.resumed", { worker: view.workerName });
  const buttons = stops
    ? { buttons: [...more, [{ label: t("people:stop.again"), action: { do: "resume" } as const }]] }
    : {};
  const spoken = stops ? { spoken: spokenIn(view.language, "people:stop.done") } : {};
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text, ...buttons, ...spoken } });
  const toWorker = work.texts(await languageOfStaff(db, worker));
  const key = stops ? "people:stop.tellWorker" : "people:stop.tellWorkerResumed";
  await tellWorker(work, view, toWorker(key, { name: details.firstName }));
  return true;
}
