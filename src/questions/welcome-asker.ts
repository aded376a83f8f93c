import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { organisation } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import { type Language, languageOf } from "../i18n/language.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import type { Say } from "../i18n/texts.ts";
import { offeredLanguages } from "../people/link/offered-languages.ts";
import { offerCommands } from "../people/offer-commands.ts";
import { noteAsking, openAsker } from "../people/open-asker.ts";
import { type AskerRow, findAlumnusByChat, type OrganisationRow, viewAsker } from "../people/store.ts";
import { showMenu } from "./show-menu.ts";

/** What a link for questions carries: the code of an organisation, and the language of the poster. */
export function readAskPayload(
  payload: string,
): { readonly code: string; readonly language: Language | undefined } | undefined {
  const [, code, language] = /^ask-([a-z0-9]{8})(?:-([a-z]{2,3}))?$/.exec(payload) ?? [];
  return code === undefined ? undefined : { code, language: languageOf(language) };
}

export const askPayload = (code: string, language?: Language): string =>
  language ? `ask-${code}-${language}` : `ask-${code}`;

/** The public code of an organisation's link, made once. It is no secret: it opens a list of answers and nothing else. */
export async function findAskCode(db: Db, school: Pick<OrganisationRow, "id" | "askCode">): Promise<string> {
  if (school.askCode) return school.askCode;
  const made = newCode();
  await db.update(organisation).set({ askCode: made }).where(eq(organisation.id, school.id));
  return made;
}

function newCode(): string {
  // Without what is easily misread on paper.
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  return [...randomBytes(8)].map((byte) => letters[byte % letters.length]).join("");
}

/**
 * Somebody came by the link of an organisation: who is behind it, that it is a robot and that no name is needed, then the subjects.
 * Undefined for a code that nobody knows, or where nobody of the staff could answer.
 */
export async function welcomeAsker(
  work: Work,
  chatId: number,
  code: string,
  language: Language,
): Promise<AskerRow | undefined> {
  const school = await findByCode(work.db, code);
  const row = school && (await openAsker(work, school, chatId, language));
  if (!school || !row) return undefined;
  await introduce(work, row, language, (t) => t("questions:welcome.school", { school: school.name }));
  return row;
}

async function findByCode(db: Db, code: string): Promise<OrganisationRow | undefined> {
  const [school] = await db.select().from(organisation).where(eq(organisation.askCode, code));
  return school;
}

/** The language in which somebody is welcomed: the wanted one where the organisation offers it, else Dutch. */
export async function languageAt({ db }: Work, code: string, wanted: Language): Promise<Language> {
  const school = await findByCode(db, code);
  return !school || offeredLanguages(school).includes(wanted) ? wanted : "nl";
}

/** Who is behind this and who reads it, after `first`; then the subjects. */
export async function introduce(
  work: Work,
  row: AskerRow,
  language: Language,
  first: (t: Say) => string,
): Promise<void> {
  if (row.chatId === null) return;
  await noteAsking(work, row);
  const view = await viewAsker(work, { ...row, language });
  const t = work.texts(view.language);
  const lines = [
    first(t),
    t("questions:welcome.robot"),
    checkedText(work.texts, view.language, "questions:welcome.reads"),
    t("questions:welcome.company"),
  ];
  const spoken = spokenIn(
    view.language,
    ...["questions:welcome.robot", "questions:welcome.reads", "questions:welcome.company"],
  );
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text: lines.join("\n\n"), spoken } });
  // Whoever is a young person of ours as well keeps their own commands.
  if (!(await findAlumnusByChat(work.db, row.chatId)))
    await offerCommands(work, row.chatId, "asker", view.language);
  await showMenu(work, view);
}
