import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus } from "../../../src/db/schema/index.ts";
import { type AlumnusDetails, detailsPlace } from "../../../src/people/details.ts";
import { findAlumnus } from "../../../src/people/store.ts";
import { decodeAction, encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
/** More buttons than a parent can reach: whoever meets this has a button that makes new ones for ever. */
const mostTaps = 600;

/** All that is known of the young person, in words that stand in no text of ours. */
const details: AlumnusDetails = {
  ...{ ownNumber: "LL-77341", firstName: "Amina", lastName: "Zevenhuizen", birthDate: "2008-02-29" },
  ...{ school: "De Linde", municipality: "Ootmarsum", phone: "06-98765432" },
  ...{ email: "a.zevenhuizen@example.org", secondContact: "Oom Yusuf 06-55512345" },
  nextSchool: "Graafschap Techniek",
};

async function aSchool() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Wolthuis");
  const amina = await walk.alumnus("Amina", bart, { situation: "work_regular" });
  const { db } = walk.database;
  const row = await findAlumnus(db, amina.id);
  if (!row) throw new Error("Nobody of this id");
  const sealed = await walk.app.vault.seal(db, row.keyId, detailsPlace(row.id), JSON.stringify(details));
  await db.update(alumnus).set({ details: sealed }).where(eq(alumnus.id, row.id));
  const inData = encodeAction({ do: "profile", alumnus: row.id }).split(":")[1] ?? "";
  const { school: _, ...own } = details;
  const secrets = [
    ...Object.values(own),
    ...["29-2-2008", "29-02-2008", "29 februari", "98765432", "55512345", "Yusuf", "Graafschap"],
    ...[row.exitProfile, row.exitDate, row.situation ?? "", row.id, inData, row.ownNumberHash],
    ...["Bart", "Wolthuis"],
  ].filter((one): one is string => one !== undefined && one !== "");
  return { fatima, amina, secrets };
}

type Button = { readonly text: string; readonly data?: string | undefined };
const buttonsOf = ({ phone }: Walker) =>
  phone
    .messages()
    .filter(({ from, deleted }) => from === "bot" && !deleted)
    .flatMap(({ id, buttons }) => (buttons ?? []).flat().map((button: Button) => ({ id, ...button })));

/** Taps every button that comes into this chat, the oldest first, until none is new; what erases the chat is left for the end. */
async function tapAll(parent: Walker): Promise<number> {
  const known = new Set<string>();
  const next = () =>
    buttonsOf(parent).find(({ data }) => {
      if (data === undefined || known.has(data)) return false;
      const action = decodeAction(data);
      return !(action?.do === "questions" && action.what === "erase");
    });
  for (let found = next(); found?.data !== undefined; found = next()) {
    known.add(found.data);
    if (known.size > mostTaps) throw new Error(`More than ${mostTaps} buttons, such as ${found.data}`);
    await parent.tapOld(found.data, found.id);
  }
  return known.size;
}

/** Everything in the chat, what was taken back and what buttons carry too, that is the young person's. */
function toldIn({ phone }: Walker, secrets: readonly string[]): string[] {
  const all = phone
    .messages()
    .filter(({ from }) => from === "bot")
    .map(({ text, buttons }) => JSON.stringify([text, buttons]))
    .join("\n");
  return secrets.filter((one) => all.includes(one));
}

/** What a parent can type, and buttons that were never theirs. */
async function sayAll(parent: Walker, amina: Walker): Promise<void> {
  for (const text of [
    ...[
      "/help",
      "/privacy",
      "/ask",
      "/language",
      "/mijngegevens",
      "/phone",
      "/mytime",
      "/afspraak",
      "/start",
    ],
    ...["hoe gaat het met amina", "wat is het nummer van haar begeleider"],
  ])
    await parent.say(text);
  for (const data of [
    encodeAction({ do: "profile", alumnus: amina.id }),
    encodeAction({ do: "readWords", alumnus: amina.id }),
    encodeAction({ do: "call", alumnus: amina.id, step: "number" }),
    encodeAction({ do: "summary", alumnus: amina.id }),
  ])
    await parent.tapOld(data, 1);
}

async function walkEveryPath(parent: Walker, amina: Walker, secrets: readonly string[]) {
  await parent.say("/vragen");
  await sayAll(parent, amina);
  const taps = await tapAll(parent);
  // The subjects, their questions, the worry, the cards, the reminders, the languages.
  expect(taps).toBeGreaterThan(100);
  expect(toldIn(parent, secrets)).toEqual([]);
}

test("a parent whom a case worker matched taps every button there is, and reads nothing of the young person", async () => {
  const { fatima, amina, secrets } = await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.press("questions:button.worry");
  await parent.press("questions:worry.levels.worried");
  await fatima.say("/vandaag");
  await fatima.tap(t()("escalation:today.open", { number: 1 }));
  await fatima.press("escalation:button.take");
  await fatima.press("questions:staff.who");
  await fatima.say("amina");
  await fatima.tap("Amina Zevenhuizen · 2026");
  expect(fatima.last()).toBe(t()("questions:staff.matched", { worker: "Bart", name: "Amina" }));
  await walkEveryPath(parent, amina, secrets);
}, 600_000);

test("a parent who came by the young person's link does too", async () => {
  const { amina, secrets } = await aSchool();
  await amina.say("/vragen");
  await amina.press("questions:button.tie");
  const parent = walk.anotherPhone("Moeder");
  await parent.start(/start=(tie-[\w-]{27})$/.exec(amina.last())?.[1] ?? "no link");
  expect(parent.read()).toContain(t()("questions:tie.welcome", { school: "De Linde" }));
  await walkEveryPath(parent, amina, secrets);
}, 600_000);
