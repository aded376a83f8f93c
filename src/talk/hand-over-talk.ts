import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import { caseWorker } from "../db/schema/index.ts";
import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { Refused } from "../escalation/find-to-contact.ts";
import { moveEscalation } from "../escalation/move-escalation.ts";
import { lockRunningEscalation } from "../escalation/store.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { type CaseWorkerRow, findCaseWorker, findPerson, isReachable } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { endTalk } from "./end-talk.ts";
import { giveTalkTo } from "./give-talk-to.ts";
import { findOwn } from "./note-in-talk.ts";
import { findTalksOf, lockTalk } from "./store.ts";

/** Colleagues on one page, one in a row. */
const onPage = 8;

/**
 * Asks which colleague goes on with a talk, or is asked something about it: a page of them, by name, from 0; one that is not there is
 * the first. False for somebody else's talk.
 */
export async function showColleagues(
  work: Work,
  by: CaseWorkerRow,
  talkId: string,
  what: "handOver" | "ask",
  page = 0,
): Promise<boolean> {
  const own = await findOwn(work, by, talkId);
  if (!own) return false;
  const rows: Button[][] = [];
  for (const colleague of await findColleagues(work, by)) {
    const label = await openName(work.db, work.vault, colleague);
    rows.push([{ label, action: { do: "talkColleague", talk: talkId, colleague: colleague.id, what } }]);
  }
  rows.sort(([a], [b]) => (a?.label ?? "").localeCompare(b?.label ?? "", "nl"));
  const { toStaff: t, name } = own.seen;
  const text = rows.length === 0 ? t("talk:colleague.nobody") : t(`talk:colleague.${what}`, { name });
  const from = page * onPage < rows.length ? page * onPage : 0;
  const buttons = rows.slice(from, from + onPage);
  const rest = rows.length - from - buttons.length;
  const next = { do: "talkColleagues", talk: talkId, what, page: String(from / onPage + 1) } as const;
  if (rest > 0) buttons.push([{ label: t("caseload:people.more", { n: rest }), action: next }]);
  await say(work, { chatId: own.chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}

async function findColleagues({ db }: Work, by: CaseWorkerRow): Promise<CaseWorkerRow[]> {
  return db
    .select()
    .from(caseWorker)
    .where(
      and(
        eq(caseWorker.organisationId, by.organisationId),
        ne(caseWorker.id, by.id),
        isNotNull(caseWorker.chatId),
        isNull(caseWorker.leftAt),
      ),
    );
}

/**
 * Gives a talk to a colleague who can be reached: what the giver has taken of the person's escalation goes along, the
 * young person hears who writes now, and it is logged. Refuses what is not this case worker's to give (`notYours`), and a
 * colleague who is not there (`notThere`); then nothing has changed hands.
 */
export async function handOverTalk(
  work: Work,
  by: CaseWorkerRow,
  talkId: string,
  colleagueId: string,
): Promise<{ readonly ok: true; readonly name: string } | Refused> {
  const { db, now, vault } = work;
  const row = await lockTalk(db, talkId);
  const to = await findCaseWorker(db, colleagueId);
  const isTheirs = row?.ownerId === by.id && row.state !== "ended";
  if (!isTheirs || !to || to.id === by.id || to.organisationId !== by.organisationId)
    return { ok: false, reason: "notYours" };
  if (to.leftAt || !(await isReachable(db, to.chatId))) return { ok: false, reason: "notThere" };
  const alert = await lockRunningEscalation(db, row.personId);
  if (alert?.ownerId === by.id) {
    const recipient = { kind: "colleague", id: to.id } as const;
    const moved = await moveEscalation(work, by, alert.id, { do: "handOver", to: recipient, agreed: true });
    if (!moved.ok) return moved;
  }
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "handOverTalk",
    subject: { kind: "alumnus", id: row.personId },
  });
  await giveTalkTo(work, row, to);
  return { ok: true, name: firstNameOf(await openName(db, vault, to)) };
}

/**
 * Somebody left the staff: each talk of theirs goes on with whoever guides the young person now, or ends with a word to the young
 * person when that is nobody. Nobody is left writing to an empty chair. Returns how many there were.
 */
export async function releaseTalks(work: Work, left: CaseWorkerRow): Promise<number> {
  const talks = await findTalksOf(work.db, left.id);
  for (const row of talks) {
    const person = await findPerson(work.db, row.personId);
    const heir = person && (await findCaseWorker(work.db, person.caseWorkerId));
    if (heir && heir.id !== left.id && !heir.leftAt && heir.chatId !== null)
      await giveTalkTo(work, row, heir);
    else await endTalk(work, row, "left");
  }
  return talks.length;
}
