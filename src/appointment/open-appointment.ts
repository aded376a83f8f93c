import type { Work } from "../delivery/work.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { openColleague } from "../people/find-colleagues.ts";
import { may } from "../people/may.ts";
import {
  type AlumnusRow,
  type AlumnusView,
  actorOfAlumnus,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  findCaseWorker,
  findChat,
  viewAlumnus,
} from "../people/store.ts";
import type { AppointmentRow } from "./appointment.ts";
import { lockAppointment } from "./store.ts";

/** Who does something about an appointment: one of its two sides. */
export type Side =
  | { readonly kind: "alumnus"; readonly view: AlumnusView }
  | { readonly kind: "worker"; readonly worker: CaseWorkerRow };

/** An appointment with its two sides, opened. */
export interface OpenAppointment {
  readonly row: AppointmentRow;
  readonly view: AlumnusView;
  /** Who has it: mostly the person's own case worker. */
  readonly worker: CaseWorkerRow;
  /** The first name. */
  readonly workerName: string;
  /** The robot may write to the young person, as far as we know. */
  readonly canWrite: boolean;
}

/** True where the robot can and may write to this person: linked, takes part, not blocked, and known who holds the phone. */
export async function canWriteTo({ db }: Pick<Work, "db">, person: AlumnusRow): Promise<boolean> {
  const { chatId, joinedAt, stoppedAt, erasedAt } = person;
  if (chatId === null || joinedAt === null || stoppedAt !== null || erasedAt !== null) return false;
  const own = await findChat(db, chatId);
  return own !== undefined && own.blockedSince === null && own.silentSince === null;
}

/** Whether this side may make, move or cancel appointments of this person; whoever has one may, as long as it lasts. */
export async function mayArrange(
  work: Work,
  side: Side,
  person: AlumnusRow,
  row?: AppointmentRow,
): Promise<boolean> {
  const actor = side.kind === "alumnus" ? actorOfAlumnus(side.view.row) : actorOfStaff(side.worker);
  const subject = await findSubject(work.db, person, work.now);
  const isTheirs = (one: typeof subject) => may(actor, "arrangeAppointment", one);
  return isTheirs(subject) || (row !== undefined && isTheirs({ ...subject, deputyId: row.caseWorkerId }));
}

/** Opens an appointment for texts to both. Undefined when the person was erased. */
export async function openAppointment(work: Work, row: AppointmentRow): Promise<OpenAppointment | undefined> {
  const person = await findAlumnus(work.db, row.alumnusId);
  if (!person || person.erasedAt || person.details.length === 0) return undefined;
  const view = await viewAlumnus(work, person);
  const worker =
    row.caseWorkerId === view.worker.id ? view.worker : await findCaseWorker(work.db, row.caseWorkerId);
  if (!worker) throw new Error("An appointment with nobody");
  // The name of who left long ago is gone; nothing that is still to come is theirs.
  const isNamed = worker.name.length > 0;
  const workerName = isNamed ? (await openColleague(work, worker)).firstName : view.workerName;
  return { row, view, worker, workerName, canWrite: await canWriteTo(work, person) };
}

/** An appointment that this side may change, locked. Undefined for anybody else's. */
export async function findToArrange(
  work: Work,
  side: Side,
  id: string,
): Promise<OpenAppointment | undefined> {
  const row = await lockAppointment(work.db, id);
  const open = row && (await openAppointment(work, row));
  if (!open) return undefined;
  return (await mayArrange(work, side, open.view.row, row)) ? open : undefined;
}
