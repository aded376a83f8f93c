import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import type { Say } from "../i18n/texts.ts";
import { findSubject } from "./duty/find-deputy.ts";
import { findStanding, findStandings, type Standing } from "./find-waiting.ts";
import { askIdentityConfirmation } from "./link/check-identity.ts";
import { askConfirmation } from "./link/linking-messages.ts";
import { may } from "./may.ts";
import { actorOfStaff, type CaseWorkerRow, findAlumnus, findOrganisation, languageOfStaff } from "./store.ts";

/** People on one page; with more than that Telegram's keyboard is no list any more. */
const onPage = 8;

/** What must be done first comes first: the case worker's own turn, then a parent's, then the rest by name. */
const urgency: readonly string[] = ["confirm", "silentConfirm", "parent", "talkFirst"];
const rankOf = ({ waiting }: Standing) => {
  const rank = urgency.indexOf(waiting?.reason ?? "");
  return rank === -1 ? urgency.length : rank;
};

/** `Amina J.`: short enough for a button beside a reason. */
export const shortName = ({ firstName, lastName }: { firstName: string; lastName: string }) =>
  `${firstName} ${[...lastName.replace(/^\P{Lu}*(?=\p{Lu})/u, "")][0] ?? ""}.`;

/** `Amina J. · nog geen kaart`, or the channel of who takes part without Telegram. */
function lineOf(t: Say, standing: Standing): string {
  const { row, waiting } = standing;
  if (waiting) return `${shortName(standing.details)} · ${t(`people:waiting.reason.${waiting.reason}`)}`;
  return row.chatId === null ? `${shortName(standing.details)} ☎` : shortName(standing.details);
}

/**
 * Who of this case worker's people does not take part (yet), and why; each opens with a tap. `all` shows everybody, those
 * without Telegram marked with a telephone.
 */
export async function showWaiting(
  work: Work,
  worker: CaseWorkerRow,
  page: { readonly all: boolean; readonly number: number } = { all: false, number: 0 },
): Promise<void> {
  if (worker.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, worker));
  const everybody = await findStandings(work, worker);
  // Whose guidance is over is waited for no more, unless somebody has to decide about them.
  const waiting = everybody
    .filter((one) => one.waiting && !(one.isOver && rankOf(one) === urgency.length))
    .sort((a, b) => rankOf(a) - rankOf(b));
  const chosen = page.all ? everybody : waiting;
  const from = page.number * onPage;
  const rows: Buttons[number][] = chosen
    .slice(from, from + onPage)
    .map((one) => [{ label: lineOf(t, one), action: { do: "person", alumnus: one.row.id } }]);
  const next = `${page.all ? "all" : ""}${page.number + 1}`;
  if (chosen.length > from + onPage)
    rows.push([{ label: t("people:waiting.more"), action: { do: "waiting", page: next } }]);
  if (!page.all && everybody.length > waiting.length)
    rows.push([{ label: t("people:waiting.everybody"), action: { do: "waiting", page: "all0" } }]);
  const text = () => {
    if (everybody.length === 0) return t("people:waiting.noPeople");
    if (page.all) return t("people:waiting.everybody");
    return waiting.length === 0
      ? t("people:waiting.nobody")
      : t("people:waiting.title", { count: waiting.length });
  };
  await say(work, { chatId: worker.chatId, outgoing: { kind: "say", text: text(), buttons: rows } });
}

/** Reads `3` and `all3`, as the buttons carry them; anything else is the first page. */
export function readPage(page: string): { all: boolean; number: number } {
  const found = /^(all)?(\d{1,4})$/.exec(page);
  return { all: found?.[1] === "all", number: Number(found?.[2] ?? 0) };
}

/** One person: how they stand, since when, and what can be done about it. False when they are not this case worker's. */
export async function showPerson(work: Work, worker: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const { db, now } = work;
  const person = await findAlumnus(db, alumnusId);
  if (!person || worker.chatId === null) return false;
  if (!may(actorOfStaff(worker), "arrangeLink", await findSubject(work.db, person, work.now))) return false;
  const language = await languageOfStaff(db, worker);
  const t = work.texts(language);
  const organisation = await findOrganisation(db, person.organisationId);
  const { timeZone } = organisation;
  const standing = await findStanding(work, person, organisation);
  const { details, waiting } = standing;
  const moment = (instant: Date) => formatMoment(language, timeZone, instant, now);
  const lines = [
    `${details.firstName} ${details.lastName}`,
    waiting ? t(`people:waiting.reason.${waiting.reason}`) : t(takesPartKey(standing)),
    ...(waiting?.since ? [t("people:waiting.since", { moment: moment(waiting.since) })] : []),
    ...(waiting?.until ? [t("people:waiting.until", { moment: moment(waiting.until) })] : []),
    ...(person.sharedPhone ? [t("people:person.sharedPhone")] : []),
  ];
  await say(work, {
    chatId: worker.chatId,
    outgoing: { kind: "say", text: lines.join("\n"), buttons: buttonsFor(t, standing) },
  });
  const { linkingId, checkId } = standing;
  const isNewPhone = person.chatId !== null;
  if (linkingId)
    await say(work, {
      chatId: worker.chatId,
      outgoing: askConfirmation(t, linkingId, details.firstName, isNewPhone ? "newPhone" : "join"),
    });
  if (checkId)
    await say(work, {
      chatId: worker.chatId,
      outgoing: askIdentityConfirmation(t, { id: checkId }, details.firstName),
    });
  return true;
}

function takesPartKey({ row }: Standing) {
  return row.chatId === null
    ? (`people:waiting.takesPartBy.${row.preferredChannel}` as const)
    : ("people:waiting.takesPart" as const);
}

function buttonsFor(t: Say, { row, waiting }: Standing): Buttons {
  const alumnus = row.id;
  const isLinked = row.chatId !== null;
  const isAboutParent = waiting?.reason === "parent" || waiting?.reason === "parentNo";
  return [
    ...(isAboutParent
      ? [[{ label: t("people:person.parent"), action: { do: "parent", alumnus, how: "ask" } as const }]]
      : []),
    ...(waiting?.reason === "agreement"
      ? [
          [
            {
              label: t("caseload:dated.agreement"),
              action: { do: "agreement", alumnus, who: "show", how: "ask" } as const,
            },
          ],
        ]
      : []),
    [{ label: t("people:person.newCard"), action: { do: "newCard", alumnus } }],
    isLinked
      ? [{ label: t("people:person.unlink"), action: { do: "unlink", alumnus, reason: "ask" } }]
      : [
          {
            label: t("people:person.noteOffer"),
            action: { do: "noteOffer", alumnus, how: "ask", answer: "ask" },
          },
        ],
    ...(isLinked && waiting === undefined
      ? [
          [
            {
              label: t("people:calendar.time.button"),
              action: { do: "ownTime", alumnus, set: "show" } as const,
            },
          ],
        ]
      : []),
  ];
}
