import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { contactMoment } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import {
  type AlumnusView,
  type CaseWorkerRow,
  findAlumnus,
  languageOfStaff,
  type OrganisationRow,
  viewAlumnus,
} from "../people/store.ts";
import { type AppointmentForm, findForm, isForgotten } from "./appointment.ts";
import { type Offered, offerSlots } from "./offer-slots.ts";
import { canWriteTo, mayArrange, openAppointment } from "./open-appointment.ts";
import { tellYoung } from "./say-appointment.ts";
import { showSlots } from "./show-slots.ts";
import { findRunningAppointment } from "./store.ts";

/** A planned talk can be agreed on so many days before its first. */
const earlyDays = 14;

export type Arranged = Offered | { readonly ok: true; readonly row: undefined };

/**
 * A case worker arranges an appointment with one of their people, in three taps: by phone or in person, who chooses the time, and the
 * time. Who cannot be written to chooses nothing: then the case worker picks a time with them. An appointment that is agreed on is shown
 * instead. Refuses `notYours`.
 */
export async function arrangeAppointment(
  work: Work,
  worker: CaseWorkerRow,
  alumnusId: string,
  step: { readonly form: string; readonly who: string },
): Promise<Arranged> {
  const side = { kind: "worker", worker } as const;
  const person = await findAlumnus(work.db, alumnusId);
  if (!person || person.erasedAt || person.details.length === 0) return { ok: false, reason: "notYours" };
  if (!(await mayArrange(work, side, person))) return { ok: false, reason: "notYours" };
  const view = await viewAlumnus(work, person);
  const running = await findRunningAppointment(work.db, person.id);
  if (running?.state === "booked" && !isForgotten(running, work.now)) return { ok: false, reason: "booked" };
  const form = findForm(step.form);
  const canChoose = await canWriteTo(work, person);
  if (!form) return ask(work, worker, view, undefined);
  if (canChoose && step.who !== "them" && step.who !== "worker") return ask(work, worker, view, form);
  const momentId = await findMoment(work.db, view.organisation, person.id, work.now);
  const chooses = canChoose && step.who === "them" ? "them" : "worker";
  return offerSlots(work, view, { form, momentId, by: side, chooses });
}

async function ask(
  work: Work,
  worker: CaseWorkerRow,
  view: AlumnusView,
  form: AppointmentForm | undefined,
): Promise<Arranged> {
  if (worker.chatId === null) return { ok: true, row: undefined };
  const t = work.texts(await languageOfStaff(work.db, worker));
  const name = view.details.firstName;
  const alumnus = view.row.id;
  const buttons =
    form === undefined
      ? [
          (["phone", "physical"] as const).map((one) => ({
            label: t(`appointment:button.${one}`),
            action: { do: "arrange", alumnus, form: one, who: "ask" } as const,
          })),
        ]
      : [
          [
            {
              label: t("appointment:button.letThem", { name }),
              action: { do: "arrange", alumnus, form, who: "them" } as const,
            },
            {
              label: t("appointment:button.pick"),
              action: { do: "arrange", alumnus, form, who: "worker" } as const,
            },
          ],
        ];
  const text = t(form === undefined ? "appointment:ask.form" : "appointment:ask.who", { name });
  await say(work, { chatId: worker.chatId, outgoing: { kind: "say", text, buttons } });
  return { ok: true, row: undefined };
}

/** The planned talk that an appointment made now fulfils: one whose days are there, or begin within two weeks. */
async function findMoment(
  db: Db,
  organisation: OrganisationRow,
  alumnusId: string,
  now: Date,
): Promise<string | null> {
  const soon = Temporal.PlainDate.from(localDay(organisation, now)).add({ days: earlyDays }).toString();
  const [row] = await db
    .select({ id: contactMoment.id })
    .from(contactMoment)
    .where(
      and(
        eq(contactMoment.alumnusId, alumnusId),
        inArray(contactMoment.form, ["phone", "physical"]),
        inArray(contactMoment.state, ["planned", "asked"]),
        lte(contactMoment.fromDay, soon),
      ),
    )
    .orderBy(asc(contactMoment.fromDay))
    .limit(1);
  return row?.id ?? null;
}

/**
 * A young person's own appointment: what is agreed on, the times that were offered, or the question whether they want one. `form`
 * asks for times themselves. What they cannot do now is said kindly, never with silence.
 */
export async function showOwnAppointment(
  work: Work,
  view: AlumnusView,
  form?: AppointmentForm,
): Promise<void> {
  const { row: person } = view;
  const { chatId } = person;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const reply = (text: string) => say(work, { chatId, outgoing: { kind: "say", text } });
  const running = await findRunningAppointment(work.db, person.id);
  const open = running && (await openAppointment(work, running));
  if (open && running.state === "booked") {
    if (running.startsAt && running.startsAt > work.now) return tellYoung(work, open, "show");
    return void (await reply(t("appointment:young.now", { worker: open.workerName })));
  }
  if (person.stoppedAt !== null || person.joinedAt === null)
    return void (await reply(t("appointment:young.notNow", { worker: view.workerName })));
  if (open && form === undefined) return showSlots(work, { kind: "alumnus", view }, open, { intro: "own" });
  if (form === undefined) return askForm(work, view, chatId);
  const momentId = await findMoment(work.db, view.organisation, person.id, work.now);
  const offered = await offerSlots(work, view, {
    ...{ form, momentId, chooses: "them" as const },
    by: { kind: "alumnus", view },
  });
  if (!offered.ok) await reply(t("appointment:slots.none", { worker: view.workerName }));
}

async function askForm(work: Work, view: AlumnusView, chatId: number): Promise<void> {
  const t = work.texts(view.language);
  const form = (one: AppointmentForm) => ({
    label: t(`appointment:button.want.${one}`),
    action: { do: "ownAppointment", form: one } as const,
  });
  const text = t("appointment:young.none", { worker: view.workerName });
  const buttons = [[form("phone")], [form("physical")]];
  await say(work, { chatId, outgoing: { kind: "say", text, buttons } });
}
