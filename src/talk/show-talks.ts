import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import { type CaseWorkerRow, languageOfStaff } from "../people/store.ts";
import { findTalksOf } from "./store.ts";
import { viewTalk } from "./talk-view.ts";

/** The talks of this case worker that are not over: with whom, and since when somebody waits. */
export async function showTalks(work: Work, by: CaseWorkerRow): Promise<void> {
  if (by.chatId === null) return;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const lines: string[] = [];
  const rows: Button[][] = [];
  for (const row of await findTalksOf(work.db, by.id)) {
    const seen = await viewTalk(work, row);
    if (!seen) continue;
    const { name, view } = seen;
    const moment = formatMoment(
      language,
      view.organisation.timeZone,
      row.waitingSince ?? row.lastAt,
      work.now,
    );
    lines.push(t(row.waitingSince ? "talk:list.waits" : "talk:list.quiet", { name, moment }));
    rows.push([{ label: name, action: { do: "talk", talk: row.id, verb: "show" } }]);
  }
  const text = lines.length === 0 ? t("talk:list.none") : [t("talk:list.title"), ...lines].join("\n");
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons: rows } });
}
