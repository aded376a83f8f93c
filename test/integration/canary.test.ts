import { eq, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import type { Db } from "../../src/db/connect.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import { alumnus, conversationState, inbox, outbox, ownWords } from "../../src/db/schema/index.ts";
import { importAlumni } from "../../src/people/import/import-alumni.ts";
import { readAlumniFile } from "../../src/people/import/read-alumni-file.ts";
import { inviteAlumni } from "../../src/people/link/invite-alumni.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { openEverything } from "../support/open-everything.ts";
import { startWalk, type Walk } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

/** A word that occurs nowhere but in what people put in; whoever finds it somewhere has found a leak. */
const canary = "kanariegeel";

const list = `eigen nummer;voornaam;achternaam;geboortedatum;school;schooltype;uitstroomprofiel;uitstroomdatum;gemeente;taal;begeleider;telefoon;e-mail;tweede contact
${canary}1;${canary}Sam;${canary}Smit;2009-05-02;${canary}school;pro;arbeidsmarkt;2026-07-10;${canary}dorp;nl;Fatima ${canary};06-10000001;${canary}@example.nl;${canary} moeder
`;

/** Every value of every table, as text: bytes both as they are read and as hexadecimal. */
async function dump(db: Db): Promise<string> {
  const tables = rowsOf<{ name: string }>(
    await db.execute(sql`select table_schema || '.' || table_name as name from information_schema.tables
      where table_schema in ('public', 'drizzle') and table_type = 'BASE TABLE'`),
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = rowsOf<Record<string, unknown>>(await db.execute(sql.raw(`select * from ${name}`)));
    for (const row of rows)
      for (const value of Object.values(row)) {
        texts.push(
          value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : (JSON.stringify(value) ?? ""),
        );
      }
  }
  return texts.join("\n");
}

test("a word put into every input is readable in no table, no queue, no state and no report", async () => {
  walk = await startWalk();
  const { db } = walk.database;
  const fatima = await walk.caseWorker(`Fatima ${canary}`);
  const office = { db, vault: walk.app.vault, now: walk.clock.now() };
  const school = await findOrganisation(db, walk.organisationId);
  const imported = await importAlumni(office, school, await readAlumniFile(Buffer.from(list), "2026-11-23"));
  expect(imported).toMatchObject({ ok: true, added: 1 });
  const faulty = await importAlumni(
    office,
    school,
    await readAlumniFile(Buffer.from(list.replaceAll("2009-05-02", canary)), "2026-11-23"),
  );
  expect(faulty.ok).toBe(false);
  expect(JSON.stringify(faulty)).not.toContain(canary);
  const { invited } = await inviteAlumni(office, school, { kind: "all", renew: true });
  const t = walk.app.texts("nl");

  const phone = walk.simulator.phone({
    id: 77,
    firstName: canary,
    lastName: canary,
    username: canary,
    languageCode: "nl",
  });
  const settled = async (deed: () => unknown) => {
    deed();
    await walk.settle();
  };
  await settled(() => phone.start(invited[0]?.token));
  await settled(() => phone.tap("Nederlands"));
  await settled(() => phone.send(`${canary} nog voor het ja`));
  await settled(() => phone.tap(t("people:link.okay")));
  await settled(() => phone.tap(t("people:link.offerAnswer.yes")));
  await settled(() => phone.tap(t("people:link.phoneAnswer.own")));
  await settled(() => phone.tap(t("checkin:question.G1.option.notGood")));
  await fatima.press("people:confirm.yes");
  await fatima.press("people:staff.startCheckIn");
  await settled(() => phone.tap(t("checkin:flow.openAnswer.yes")));
  const typed = phone.send(`${canary} halverwege een vraag`);
  await walk.settle();
  await settled(() => phone.edit(typed, `${canary} veranderd`));
  await settled(() => phone.tapData(`a1:${canary}:${canary}`, phone.lastBotMessage()?.id ?? 1));
  const [state] = await db.select().from(conversationState);
  expect(state?.body.length).toBeGreaterThan(50);
  await settled(() => phone.tap(t("checkin:question.G1.option.bad")));
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  expect(fatima.read()).toContain(`${canary} veranderd`);
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.helped");
  await fatima.say(`${canary} notitie`);
  await fatima.say(`${canary} zomaar`);
  await fatima.say(`/oudleerlingen ${canary}`);
  await fatima.press("caseload:had.visit");
  await fatima.tap("15 min");
  await fatima.press("contact:fix.note");
  await fatima.say(`${canary} gesproken`);
  expect(fatima.last()).toBe(t("contact:kept"));
  await fatima.press("caseload:button.summary");
  expect(fatima.read()).toContain(`${canary} gesproken`);

  // Error paths: a message that Telegram refuses, a connection that breaks, and an update whose handling throws.
  walk.simulator.faults.add({
    method: "sendMessage",
    kind: "400",
    times: 1,
    description: `Bad Request: ${canary}`,
  });
  await settled(() => phone.send(`${canary} geweigerd`));
  walk.simulator.faults.add({ method: "sendMessage", kind: "500", times: 2 });
  await settled(() => phone.send(`${canary} storing`));
  walk.simulator.inject({
    message: {
      message_id: 9_999,
      date: 0,
      chat: { id: 77, type: "private", first_name: canary },
      from: { id: 77, is_bot: false, first_name: canary },
      text: { canary } as never,
    },
  });
  await walk.settle();
  expect(await db.select().from(inbox).where(eq(inbox.state, "parked"))).toHaveLength(1);

  expect((await db.select().from(ownWords)).length).toBeGreaterThan(3);
  expect((await db.select().from(inbox)).length).toBeGreaterThan(10);
  expect((await db.select().from(outbox)).length).toBeGreaterThan(10);
  const everything = await dump(db);
  expect(everything.length).toBeGreaterThan(10_000);
  expect(everything).not.toContain(canary);
  expect(everything).not.toContain(Buffer.from(canary).toString("base64").slice(0, 12));
  expect(JSON.stringify(walk.reports)).not.toContain(canary);
  expect(walk.reports.map(({ event }) => event)).toEqual(
    expect.arrayContaining(["inbox.parked", "outbox.undeliverable", "outbox.later"]),
  );

  // Whoever holds the database and the key reads it all; after an erasure, and a week for what staff typed, nothing of it.
  const readable = async () => (await openEverything(db, walk.app.vault)).join("\n");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.helped");
  const staff = `Fatima ${canary}`;
  const ofOthers = (text: string) => text.replaceAll(staff, "").replaceAll(`${canary} zomaar`, "");
  expect(ofOthers(await readable())).toContain(canary);
  for (const what of ["erase", "eraseSure", "eraseNow"]) await settled(() => phone.tapData(`md1:${what}`, 1));
  expect(phone.lastBotMessage()?.text).toBe(t("rights:erase.done"));
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 10 * 86_400_000));
  await walk.app.tick();
  await walk.settle();
  const left = await readable();
  expect(left).toContain(staff);
  expect(ofOthers(left)).not.toContain(canary);
  expect(await dump(db)).not.toContain(canary);
  expect(await db.select().from(ownWords)).toEqual([]);
  expect((await db.select().from(alumnus))[0]?.details).toHaveLength(0);
  // The same list again brings nobody back.
  const again = await importAlumni(office, school, await readAlumniFile(Buffer.from(list), "2026-12-03"));
  expect(again).toMatchObject({
    ok: false,
    faults: [{ reason: expect.stringContaining("erased for good") }],
  });
  expect(await db.select().from(alumnus)).toHaveLength(1);
}, 60_000);
