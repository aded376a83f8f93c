import { and, eq, isNull } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { ContactChannel } from "../contact/contact-record.ts";
import { recordContact } from "../contact/record-contact.ts";
import { sayContact } from "../contact/show-contact.ts";
import type { Db } from "../db/connect.ts";
import { contactMoment, enrolment, task } from "../db/schema/index.ts";
import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatDate } from "../i18n/format-moment.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { publishConsentWords } from "../people/link/consent-words.ts";
import { makeOffer, takeOverReoffer } from "../people/link/keep-offer.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import {
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  languageOfStaff,
  viewAlumnus,
} from "../people/store.ts";
import type { MomentRow, TaskRow } from "./store.ts";

export const taskVerbs = ["reached", "done", "tomorrow"] as const;
export type TaskVerb = (typeof taskVerbs)[number];

/** An open task that this case worker may do, with whom it is about; undefined for anybody else's and for what is done. */
async function findOwn(work: Work, by: CaseWorkerRow, id: string) {
  const { db, now } = work;
  const [row] = await db
    .select()
    .from(task)
    .where(and(eq(task.id, id), isNull(task.doneAt)))
    .for("update");
  const person = row && (await findAlumnus(db, row.alumnusId));
  if (!row || !person || person.details.length === 0) return undefined;
  if (!may(actorOfStaff(by), "contact", await findSubject(db, person, now))) return undefined;
  return { row, view: await viewAlumnus(work, person) };
}

/** Brings one task into the case worker's chat: what there is to do, by whom where the programme names another role, by when, and the ways to say that it was done. False when it is not theirs. */
export async function showTask(work: Work, by: CaseWorkerRow, id: string): Promise<boolean> {
  const found = await findOwn(work, by, id);
  if (!found || by.chatId === null) return false;
  const { row, view } = found;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const moment = row.momentId ? await findMoment(work.db, row.momentId) : undefined;
  const today = localDay(view.organisation, work.now);
  const lines = [
    t(`programme:task.show.${row.kind}`, { name: view.details.firstName }),
    ...(moment ? [t(`programme:task.form.${moment.form}`)] : []),
    ...(moment && moment.role !== "caseWorker" && moment.role !== by.role
      ? [t(`programme:task.by.${moment.role}`)]
      : []),
    t("programme:task.due", { day: formatDate(language, row.dueDay, today) }),
  ];
  const button = (verb: TaskVerb) => ({
    label: t(`programme:task.${verb}`),
    action: { do: "task", task: row.id, verb } as const,
  });
  const form = moment?.form === "phone" || moment?.form === "physical" ? moment.form : "ask";
  const arrange = { do: "arrange", alumnus: row.alumnusId, form, who: "ask" } as const;
  const isOffer = (row.kind === "offer" || row.kind === "reoffer") && view.row.chatId === null;
  const alumnus = view.row.id;
  const buttons: Button[][] = [
    // The answer is the deed: with it the task ends by itself.
    ...(isOffer
      ? [
          [
            {
              label: t("programme:task.answer"),
              action: { do: "noteOffer", alumnus, how: "ask", answer: "ask" } as const,
            },
          ],
        ]
      : []),
    [button("reached"), button("tomorrow")],
    ...(row.kind === "offer" || row.kind === "reoffer"
      ? []
      : [[{ label: t("appointment:button.arrange"), action: arrange }]]),
    // What comes after a contract, or another day, is written down where the dates stand.
    ...(row.kind === "contractEnd" || row.kind === "indicationEnd" || row.kind === "objection"
      ? [[{ label: t("caseload:dated.dates"), action: { do: "dates", alumnus, what: "show" } as const }]]
      : []),
    [button("done")],
  ];
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: lines.join("\n"), buttons } });
  return true;
}

/**
 * A human did it: spoke with the person, did what there was to do without that, or does it tomorrow. Having spoken is written
 * down as a contact, so that nobody notes it twice, and fulfils what was planned; it is shown, so that its minutes are asked (LAW-13)
 * and it can be taken back (`undo-task.ts`), and so is what was done without one. False when the task is not theirs or is done.
 */
export async function finishTask(
  work: Work,
  by: CaseWorkerRow,
  id: string,
  verb: TaskVerb,
): Promise<boolean> {
  const { db, now } = work;
  const found = await findOwn(work, by, id);
  if (!found) return false;
  const { row, view } = found;
  if (verb === "tomorrow") {
    const fromDay = Temporal.PlainDate.from(localDay(view.organisation, now)).add({ days: 1 }).toString();
    await db.update(task).set({ fromDay }).where(eq(task.id, row.id));
    return true;
  }
  await db.update(task).set({ doneAt: now, doneBy: by.id, outcome: verb }).where(eq(task.id, row.id));
  if (verb === "reached") await writeContact(work, by, found);
  else {
    await lookAgainAtStanding(work, row.alumnusId);
    await showDone(work, by, found);
  }
  await fulfil(work, by, found, verb);
  return true;
}

interface Found {
  readonly row: TaskRow;
  readonly view: AlumnusView;
}

/** A visit that was planned is no call; what a moment does not say is by phone, until somebody says otherwise. */
const channels: Partial<Record<MomentRow["form"], ContactChannel>> = { phone: "phone", physical: "visit" };

/** Whoever writes a contact down has time look at the person already. */
async function writeContact(work: Work, by: CaseWorkerRow, { row, view }: Found): Promise<void> {
  const moment = row.momentId ? await findMoment(work.db, row.momentId) : undefined;
  const channel = moment && channels[moment.form];
  const contact = await recordContact(work, {
    ...{ personId: row.alumnusId, caseWorkerId: by.id, result: "reached" },
    ...(channel ? { channel } : {}),
  });
  if (contact) await sayContact(work, by, contact, view.row);
}

/** Of whom, and what: a tap on the wrong line of a list is seen, and taken back. */
async function showDone(work: Work, by: CaseWorkerRow, { row, view }: Found): Promise<void> {
  if (by.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, by));
  const why = t(`programme:task.why.${row.kind}`);
  const text = `${t("programme:task.noted.done")}\n${view.details.firstName} · ${why}`;
  const undo: Button = {
    label: t("contact:fix.undo"),
    action: { do: "task", task: row.id, verb: "undo" },
  };
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons: [[undo]] } });
}

async function fulfil(
  work: Work,
  by: CaseWorkerRow,
  { row, view }: Found,
  verb: "reached" | "done",
): Promise<void> {
  const { db, now } = work;
  if (row.momentId)
    await db
      .update(contactMoment)
      .set({ state: verb === "reached" ? "done" : "dropped", changedAt: now })
      .where(eq(contactMoment.id, row.momentId));
  if (row.kind !== "reoffer") return;
  const { language } = view;
  // What was said is written down beside the task; that it was asked stands here, and once.
  const made = await makeOffer(work, {
    ...{ alumnusId: row.alumnusId, kind: "reoffer", channel: "other", language, recordedBy: by.id },
    textVersion: await publishConsentWords(work, language, "guidance"),
  });
  if (!made) await takeOverReoffer(work, row.alumnusId, by.id);
  await db
    .update(enrolment)
    .set({ reofferedAt: now })
    .where(and(eq(enrolment.alumnusId, row.alumnusId), isNull(enrolment.reofferedAt)));
}

async function findMoment(db: Db, id: string) {
  const [row] = await db.select().from(contactMoment).where(eq(contactMoment.id, id));
  return row;
}
