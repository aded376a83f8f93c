import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../db/connect.ts";
import { directoryEntry } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import { isolateIn } from "../i18n/isolate.ts";
import { languages } from "../i18n/language.ts";
import type { PersonView } from "../people/store.ts";
import { findDirectory } from "./find-directory.ts";
import { humanButton, inPairs, menuButton } from "./show-menu.ts";

const words = z.string().trim().min(1);

/** Somebody who can help in a municipality (CAP-09): what they do in as many languages as the organisation has. */
const place = z.strictObject({
  municipality: words.max(40),
  name: words.max(80),
  what: z
    .partialRecord(z.enum(languages), words.max(200))
    .refine((texts) => texts.nl !== undefined, "what they do, in Dutch, is needed"),
  phone: words.max(20).optional(),
  url: z.url().optional(),
});
export type Place = z.infer<typeof place>;

/** The faults of a list of places, each with its number and field; or the list. */
export function readPlaces(
  content: unknown,
):
  | { readonly ok: true; readonly places: readonly Place[] }
  | { readonly ok: false; readonly faults: readonly string[] } {
  const read = z.array(place).min(1).safeParse(content);
  if (read.success) return { ok: true, places: read.data };
  return {
    ok: false,
    faults: read.error.issues.map(({ path: [number, ...field], message }) =>
      typeof number === "number" ? `${[`entry ${number + 1}`, ...field].join(".")}: ${message}` : message,
    ),
  };
}

/** Replaces an organisation's directory by this list. */
export async function setDirectory(
  { db, now }: { readonly db: Db; readonly now: Date },
  organisationId: string,
  places: readonly Place[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(directoryEntry).where(eq(directoryEntry.organisationId, organisationId));
    await tx.insert(directoryEntry).values(
      places.map(({ municipality, name, what, phone, url }, index) => ({
        ...{ id: randomUUID(), organisationId, municipality, name, what, place: index, at: now },
        ...{ phone: phone ?? null, url: url ?? null },
      })),
    );
  });
}

/** The municipalities to choose from, or the only one at once. */
export async function showDirectory(work: Work, view: PersonView): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const towns = [
    ...new Set((await findDirectory(work.db, view.organisation.id)).map(({ municipality }) => municipality)),
  ];
  const [only] = towns;
  if (only !== undefined && towns.length === 1) return showPlaces(work, view, only);
  const buttons = towns.map((municipality, index) => ({
    label: municipality,
    action: { do: "helpIn", place: String(index) } as const,
  }));
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: t(towns.length > 0 ? "questions:directory.which" : "questions:directory.none"),
      buttons: [...inPairs(buttons), [menuButton(t), humanButton(t)]],
    },
  });
}

/** Who can help in the municipality of this button; the list may have changed since. False when there is none of this number. */
export async function showTown(work: Work, view: PersonView, index: number): Promise<boolean> {
  const all = await findDirectory(work.db, view.organisation.id);
  const town = [...new Set(all.map(({ municipality }) => municipality))][index];
  if (town === undefined) return false;
  await showPlaces(work, view, town);
  return true;
}

async function showPlaces(work: Work, view: PersonView, municipality: string): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const places = await findDirectory(work.db, view.organisation.id, municipality);
  const own = (value: string) => isolateIn(view.language, value);
  const lines = places.map(({ name, what, phone, url }) =>
    [
      `📍 ${own(name)}`,
      what[view.language] ?? own(what.nl ?? ""),
      ...(phone ? [`☎️ ${own(phone)}`] : []),
      ...(url ? [own(url)] : []),
    ].join("\n"),
  );
  const parts = splitText([t("questions:directory.title", { place: municipality }), ...lines].join("\n\n"));
  const under = { buttons: [[menuButton(t), humanButton(t)]] };
  for (const [index, text] of parts.entries())
    await say(work, {
      chatId,
      outgoing: { kind: "say", text, ...(index === parts.length - 1 ? under : {}) },
    });
}
