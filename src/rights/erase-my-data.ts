import { eq } from "drizzle-orm";
import { chat } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { lockRunningEscalation } from "../escalation/store.ts";
import { checkedText, withDutchBeneath } from "../i18n/dutch-beneath.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { stopLinking } from "../people/link/link.ts";
import type { LinkingRow } from "../people/link/linking.ts";
import { may } from "../people/may.ts";
import { type AlumnusView, actorOfAlumnus, type ChatRow } from "../people/store.ts";
import { eraseAlumnus } from "./erase-alumnus.ts";
import { eraseChat } from "./erase-chat.ts";

/** How long the last of the two questions waits: an old button, or a forged one, erases nobody. */
export const erasureMinutes = 10;

const button = (t: Say, what: "eraseSure" | "eraseNow" | "keep") => ({
  label: t(`rights:erase.${what}`),
  action: { do: "myData", what } as const,
});

/** Says what goes and what stays, and asks for the first time. */
export async function explainErasure(
  work: Work,
  chatRow: ChatRow,
  language: Language,
  view: AlumnusView | undefined,
): Promise<void> {
  const t = work.texts(language);
  const open = view && (await lockRunningEscalation(work.db, view.row.id));
  const key = view ? "rights:erase.explain" : "rights:erase.explainChat";
  const more =
    open && (open.severity === "crisis" ? "rights:erase.stillOpen.crisis" : "rights:erase.stillOpen.other");
  const text = await withDutchBeneath(work.texts, language, (texts, own) =>
    more ? `${texts(own)(key)}\n\n${texts(own)(more)}` : texts(own)(key),
  );
  await say(work, {
    chatId: chatRow.chatId,
    outgoing: { kind: "say", text, buttons: [[button(t, "keep")], [button(t, "eraseSure")]] },
  });
}

/** Asks for the second time, and waits ten minutes for the answer. */
export async function askErasureAgain(work: Work, chatRow: ChatRow, language: Language): Promise<void> {
  const t = work.texts(language);
  const until = new Date(work.now.getTime() + erasureMinutes * 60_000).toISOString();
  await expect(work, chatRow.chatId, { kind: "erasure", until });
  await say(work, {
    chatId: chatRow.chatId,
    outgoing: {
      kind: "say",
      text: checkedText(work.texts, language, "rights:erase.again"),
      buttons: [[button(t, "keep")], [button(t, "eraseNow")]],
    },
  });
}

/** Nothing is erased; what was asked is forgotten. */
export async function keepMyData(work: Work, chatRow: ChatRow, t: Say): Promise<void> {
  if (chatRow.expects?.kind === "erasure") await expect(work, chatRow.chatId, null);
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text: t("rights:erase.kept") } });
}

/**
 * Erases the young person, or the chat of somebody whom nobody knows, when both questions were answered with yes within ten
 * minutes; else explains again. The last message of all says that it is done.
 */
export async function eraseMyData(
  work: Work,
  chatRow: ChatRow,
  language: Language,
  who: { readonly view?: AlumnusView; readonly linking?: LinkingRow },
  updateId: number,
): Promise<boolean> {
  const { view, linking } = who;
  const { expects, chatId } = chatRow;
  const isAsked = expects?.kind === "erasure" && new Date(expects.until) >= work.now;
  if (!isAsked) {
    await explainErasure(work, chatRow, language, view);
    return false;
  }
  if (view) {
    const { row } = view;
    const subject = { personId: row.id, organisationId: row.organisationId, caseWorkerId: row.caseWorkerId };
    if (!may(actorOfAlumnus(row), "eraseOwnData", subject)) return false;
    await eraseAlumnus(work, row.id, { reason: "ownWish", updateId });
  } else {
    // The case worker waits for somebody who will not come.
    if (linking) await stopLinking(work, linking);
    await eraseChat(work, chatId, { updateId });
  }
  const text = checkedText(work.texts, language, "rights:erase.done");
  await say(work, { chatId, outgoing: { kind: "say", text } });
  return true;
}

const expect = (work: Work, chatId: number, expects: ChatRow["expects"]) =>
  work.db.update(chat).set({ expects }).where(eq(chat.chatId, chatId));
