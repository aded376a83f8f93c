import { eq } from "drizzle-orm";
import { caseWorker } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf } from "../i18n/language.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { firstNameOf, openName } from "./details.ts";
import { offerCommands } from "./offer-commands.ts";
import { findAlumnusByChat, findCaseWorker, findChat, findOrganisation, languageOfStaff } from "./store.ts";

/** Binds a case worker's one-time link to the chat that opened it; an earlier chat of the same person is let go of. */
export async function joinStaff(work: Work, chatId: number, caseWorkerId: string): Promise<void> {
  const { db, now, vault } = work;
  const worker = await findCaseWorker(db, caseWorkerId);
  if (!worker) throw new Error("An invitation without its case worker");
  if (await findAlumnusByChat(db, chatId)) {
    const t = work.texts(languageOf((await findChat(db, chatId))?.language) ?? "nl");
    await say(work, { chatId, outgoing: { kind: "say", text: t("people:link.phoneTaken") } });
    return;
  }
  await db.update(caseWorker).set({ chatId: null }).where(eq(caseWorker.chatId, chatId));
  await db
    .update(caseWorker)
    .set({ chatId, linkedAt: now, listedAt: now })
    .where(eq(caseWorker.id, worker.id));
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: worker.id },
    action: "joinStaff",
    subject: { kind: "caseWorker", id: worker.id },
  });
  const organisation = await findOrganisation(db, worker.organisationId);
  const language = await languageOfStaff(db, { ...worker, chatId });
  const t = work.texts(language);
  const name = firstNameOf(await openName(db, vault, worker));
  await say(work, {
    chatId,
    outgoing: { kind: "say", text: t("people:staff.welcome", { name, school: organisation.name }) },
  });
  await offerCommands(work, chatId, "staff", language);
}
