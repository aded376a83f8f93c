import { describeSaid } from "../checkin/describe-said.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import { formatDayAndTime } from "../i18n/format-moment.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { findCaseWorker } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { openSaid } from "./open-said.ts";
import { findMessages, type TalkRow } from "./store.ts";
import { viewTalk } from "./talk-view.ts";

/** How long it stands in the chat of whoever goes on with a talk, in minutes. */
const storyMinutes = 15;
const mostLines = 40;

/** Shows the owner what was said in a talk before it became theirs: protected, logged, and taken back after a quarter of an hour. */
export async function sayStory(work: Work, row: TalkRow): Promise<void> {
  const { db, now, vault } = work;
  const seen = await viewTalk(work, row);
  if (!seen || seen.owner.chatId === null) return;
  const { toStaff: t, staffLanguage, view, name } = seen;
  const lines: string[] = [];
  for (const message of (await findMessages(db, row.id)).slice(-mostLines)) {
    const said = message.takenBackAt ? undefined : await openSaid(work, view.row.keyId, message);
    if (!said) continue;
    const writer = message.caseWorkerId ? await findCaseWorker(db, message.caseWorkerId) : undefined;
    const who = writer && writer.name.length > 0 ? firstNameOf(await openName(db, vault, writer)) : name;
    const moment = formatDayAndTime(staffLanguage, view.organisation.timeZone, message.at);
    lines.push(`${moment} ${who}: ${describeSaid(t, said, "escalation:details")}`);
  }
  if (lines.length === 0) return;
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: seen.owner.id },
    action: "readTalk",
    subject: { kind: "alumnus", id: row.personId },
  });
  const text = [t("talk:story", { name }), ...lines].join("\n");
  const dueAt = new Date(now.getTime() + storyMinutes * 60_000);
  for (const part of splitText(text)) {
    const { chatId } = seen.owner;
    const shown = await say(work, { chatId, outgoing: { kind: "say", text: part, protected: true } });
    await say(work, { chatId, targetId: shown, dueAt, outgoing: { kind: "takeBack" } });
  }
}
