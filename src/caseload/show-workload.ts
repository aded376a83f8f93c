import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatNumber } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { may } from "../people/may.ts";
import { actorOfStaff, type CaseWorkerRow, findOrganisation, languageOfStaff } from "../people/store.ts";
import { defaultNorm } from "./decide-workload.ts";
import { findWorkload, type WorkloadOfOne } from "./find-workload.ts";

/** Colleagues on one page. */
const onPage = 20;

/** Everybody of the staff with their people, against the norm. False for whoever is no coordinator. */
export async function showWorkload(work: Work, by: CaseWorkerRow, page = 0): Promise<boolean> {
  const { organisationId, chatId } = by;
  const about = { personId: null, organisationId, caseWorkerId: null };
  if (chatId === null || !may(actorOfStaff(by), "seeWorkload", about)) return false;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(work.db, organisationId);
  const everybody = await findWorkload(work, organisation);
  const from = page * onPage < everybody.length ? page * onPage : 0;
  const shown = everybody.slice(from, from + onPage);
  const text = [
    t("caseload:workload.title", { norm: organisation.caseloadNorm ?? defaultNorm }),
    ...shown.map((one) => lineOf(t, language, one)),
    ...(everybody.some(({ fteFrom }) => fteFrom === "assumed") ? [t("caseload:workload.assumed")] : []),
  ].join("\n");
  const buttons: Buttons =
    everybody.length > from + onPage
      ? [
          [
            {
              label: t("people:duty.more"),
              action: { do: "workload", page: String(from / onPage + 1) },
            },
          ],
        ]
      : [];
  await say(work, { chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}

function lineOf(
  t: Say,
  language: Language,
  { colleague, people, fte, fteFrom, room, isOver }: WorkloadOfOne,
): string {
  const size = formatNumber(language, fte);
  const line = t("caseload:workload.line", {
    ...{ name: colleague.firstName, people, room },
    fte: fteFrom === "assumed" ? `${size}*` : size,
  });
  return isOver ? `${line} · ${t("caseload:workload.over", { n: people - room })}` : line;
}
