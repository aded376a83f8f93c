import { eq, type SQL, sql, TransactionRollbackError } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AuditMemory, audit } from "../../src/audit/audit.ts";
import type { WebhookState } from "../../src/audit/decide-webhook.ts";
import { type FaultKind, findFaults } from "../../src/audit/find-faults.ts";
import { alumnus } from "../../src/db/schema/index.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { addCohort } from "../../src/programme/add-cohort.ts";
import type { Programme } from "../../src/programme/programme.ts";
import { findTemplate } from "../../src/programme/templates.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { amsterdam, startWalk, type Walk } from "../support/walk.ts";
import { startCheckIn, wordsOf } from "../walks/look.ts";

let walk: Walk;
let isOver = true;
afterEach(async () => {
  if (!isOver) await walk.end();
  isOver = true;
});

/** A school in which somebody wrote, an alert is open and words wait to be read. */
async function aSchool(...leaves: FaultKind[]) {
  walk = await startWalk({ at: "2026-11-24T10:00", leaves });
  isOver = false;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "bad");
  await amina.say("Het is al weken zo");
  return { fatima, amina };
}
const kinds = async () =>
  (
    await findFaults(walk.database.db, walk.clock.now(), {
      hasOperator: false,
      hasMail: true,
      isPolling: true,
    })
  ).map(({ kind }) => kind);
const run = (query: SQL) => walk.database.db.execute(query);

test("a week in which nobody does anything has no fault but those of people: words left, nobody reacts", async () => {
  await aSchool("nobodyReacts", "wordsLeft");
  expect(await kinds()).toEqual([]);
  await walk.pass({ days: 7 });
  for (const kind of await kinds()) expect(["nobodyReacts", "wordsLeft"]).toContain(kind);
});

const long = sql`interval '3 hours'`;
describe("what is broken in the rows", () => {
  let broken: Walk;
  beforeAll(async () => {
    await aSchool();
    await walk.pass({ minutes: 30 });
    expect(await kinds()).toEqual([]);
    broken = walk;
    isOver = true;
  });
  afterAll(() => broken.end());

  /** The kinds that are found after `breaks`, of which nothing stays. */
  async function foundAfter(breaks: SQL): Promise<FaultKind[]> {
    let found: FaultKind[] = [];
    const undone = broken.database.db.transaction(async (tx) => {
      await tx.execute(breaks);
      found = (
        await findFaults(tx, broken.clock.now(), { hasOperator: false, hasMail: true, isPolling: true })
      ).map(({ kind }) => kind);
      tx.rollback();
    });
    await expect(undone).rejects.toThrow(TransactionRollbackError);
    return found;
  }

  test.each<[FaultKind, string, () => SQL]>([
    ["noNextStep", "an alert without a next step", () => sql`update escalation set next_step_at = null`],
    [
      "stepOverdue",
      "a step that nobody took",
      () => sql`update escalation set next_step_at = next_step_at - interval '2 days'`,
    ],
    [
      "nobodyTold",
      "an alert that went round and has nobody who can be reached",
      () => sql`with gone as (delete from escalation_notice) update escalation set state = 'open', laps = 1,
        round_at = round_at - ${long}`,
    ],
    [
      "nobodyReachable",
      "a school whose only way is an address at which mail bounces",
      () => sql`with blocked as (update chat set blocked_since = now()),
        bounced as (insert into channel_proof (case_worker_id, channel, tried_at, failed_at)
          select id, 'email', now(), now() from case_worker)
        update case_worker set email = '\\x00'`,
    ],
    [
      "nobodyTold",
      "an alert whose only message failed",
      () => sql`update escalation_notice set failed_at = sent_at`,
    ],
    [
      "nobodyTold",
      "an alert whose only message was never sent",
      () => sql`update outbox set state = 'undeliverable' where subject_kind = 'escalation'`,
    ],
    ["nobodyReacts", "an alert that went round again and again", () => sql`update escalation set laps = 4`],
    ["signalLoose", "a serious answer that no alert has", () => sql`update signal set escalation_id = null`],
    [
      "updateUnhandled",
      "a stored update that nobody handled",
      () =>
        sql`update inbox set state = 'new', received_at = received_at - ${long} where seq = (select max(seq) from inbox)`,
    ],
    [
      "updateParked",
      "an update put aside, of which no human knows",
      () =>
        sql`update inbox set state = 'parked', handled_at = handled_at - ${long} where seq = (select max(seq) from inbox)`,
    ],
    [
      "messageStuck",
      "a message that does not get out",
      () =>
        sql`update outbox set state = 'sending', body = '\\x00', due_at = due_at - ${long} where seq = (select max(seq) from outbox where promise = 'atLeastOnce')`,
    ],
    [
      "wordsUnread",
      "words that nobody read or handed on",
      () => sql`update own_words set read_due_at = at - interval '2 hours'`,
    ],
    [
      "wordsUnread",
      "words from before they had a moment",
      () => sql`update own_words set read_due_at = null, at = at - interval '4 days'`,
    ],
    [
      "wordsUnread",
      "words of two years ago",
      () => sql`update own_words set read_due_at = at - interval '2 years', at = at - interval '2 years'`,
    ],
    [
      "wordsLeft",
      "words handed on and still unread",
      () => sql`update own_words set unread_raised_at = at - interval '8 days'`,
    ],
    [
      "appointmentLeft",
      "a talk of two weeks ago of which nobody said how it went",
      () => sql`insert into appointment (id, alumnus_id, case_worker_id, form, state, place, starts_at, ends_at, created_at)
      select gen_random_uuid(), id, case_worker_id, 'phone', 'booked', 'phone', created_at - interval '14 days',
        created_at - interval '14 days', created_at from alumnus limit 1`,
    ],
    [
      "appointmentMissed",
      "a reminder that did not go out",
      () => sql`insert into appointment (id, alumnus_id, case_worker_id, form, state, place, starts_at, ends_at, remind_at, created_at)
      select gen_random_uuid(), id, case_worker_id, 'phone', 'booked', 'phone', created_at + interval '1 day',
        created_at + interval '1 day', created_at - interval '1 day', created_at from alumnus limit 1`,
    ],
    [
      "nobodyReachable",
      "a school whose staff are all gone",
      () => sql`update chat set blocked_since = now() where chat_id in (select chat_id from case_worker)`,
    ],
    [
      "inNoProgramme",
      "somebody who left and is in no programme, two weeks after the list came",
      () => sql`update alumnus set created_at = created_at - interval '15 days'`,
    ],
    [
      "inNoProgramme",
      "one who left two weeks ago and came on a list of the year before",
      () => sql`update alumnus set created_at = created_at - interval '1 year', exit_date = '2026-11-09'`,
    ],
    [
      "inNoProgramme",
      "one who stopped: the second offer hangs on it too",
      () => sql`update alumnus set created_at = created_at - interval '15 days', stopped_at = created_at`,
    ],
  ])("finds %s: %s", async (kind, _, breaks) => {
    expect(await foundAfter(breaks())).toContain(kind);
  });

  const monthsAgo = sql`created_at = created_at - interval '3 months'`;
  test.each<[string, () => SQL]>([
    [
      "came two weeks ago, less a day",
      () => sql`update alumnus set created_at = created_at - interval '13 days'`,
    ],
    ["is at school yet", () => sql`update alumnus set ${monthsAgo}, exit_date = '2027-07-10'`],
    ["left a week ago", () => sql`update alumnus set ${monthsAgo}, exit_date = '2026-11-17'`],
    ["left more than two years ago", () => sql`update alumnus set ${monthsAgo}, exit_date = '2024-11-23'`],
    ["was erased", () => sql`update alumnus set ${monthsAgo}, erased_at = created_at`],
    [
      "has a place, also one that has ended",
      () => sql`with late as (update alumnus set ${monthsAgo} returning id, organisation_id, created_at),
        klas as (insert into cohort (id, organisation_id, name, exits_from, exits_until, parts, created_at)
          select gen_random_uuid(), organisation_id, 'Klas', '2026-01-01', '2026-12-31', '[]', created_at from late limit 1 returning id)
        insert into enrolment (id, alumnus_id, cohort_id, starts_on, ends_on, created_at, ended_at, end_reason)
          select gen_random_uuid(), late.id, klas.id, '2026-07-10', '2028-07-10', created_at, created_at, 'other' from late, klas`,
    ],
  ])("nobody misses a programme of somebody who %s", async (_, changes) => {
    expect(await foundAfter(changes())).not.toContain("inNoProgramme");
  });

  const life = (...signs: readonly [string, number, number][]) =>
    sql`insert into sign_of_life (kind, at, since) select kind, ${broken.clock.now().toISOString()}::timestamptz - ago * interval '1 minute',
      ${broken.clock.now().toISOString()}::timestamptz - before * interval '1 minute'
      from jsonb_to_recordset(${JSON.stringify(signs.map(([kind, ago, before]) => ({ kind, ago, before })))}::jsonb)
        as given(kind text, ago int, before int)`;
  test.each<[string, FaultKind[], [string, number, number][]]>([
    [
      "a service that works and polls",
      [],
      [
        ["ticked", 1, 600],
        ["polled", 1, 600],
      ],
    ],
    [
      "a service that died on Friday",
      ["serviceSilent"],
      [
        ["ticked", 6, 600],
        ["polled", 6, 600],
      ],
    ],
    [
      "a service that polls in vain",
      ["updatesNotFetched"],
      [
        ["ticked", 1, 600],
        ["polled", 6, 600],
      ],
    ],
    ["a service that never could poll", ["updatesNotFetched"], [["ticked", 1, 6]]],
    [
      "a service that has just begun again",
      [],
      [
        ["ticked", 0, 1],
        ["polled", 600, 900],
      ],
    ],
    [
      "two that fetch by turns",
      ["botShared"],
      [
        ["ticked", 1, 600],
        ["polled", 1, 600],
        ["conflict", 1, 6],
      ],
    ],
    [
      "an instance that took over a minute ago",
      [],
      [
        ["ticked", 1, 600],
        ["polled", 1, 600],
        ["conflict", 0, 1],
      ],
    ],
    [
      "two that once fetched by turns",
      [],
      [
        ["ticked", 1, 600],
        ["polled", 1, 600],
        ["conflict", 60, 90],
      ],
    ],
  ])("signs of life: %s", async (_, expected, signs) => {
    expect(await foundAfter(life(...signs))).toEqual(expected);
  });
});

test.each<[FaultKind, string, SQL]>([
  ["talkOrphaned", "a talk with somebody who left", sql`update case_worker set left_at = now()`],
  ["talkLost", "a message of a talk without an end", sql`update talk_message set outcome = null`],
])("finds %s: %s", async (kind, _, breaks) => {
  const { fatima, amina } = await aSchool("talkOrphaned", "talkLost", "nobodyReachable");
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await fatima.say("Ik help je");
  await walk.pass({ minutes: 30 });
  expect(await kinds()).toEqual([]);
  await run(breaks);
  expect(await kinds()).toContain(kind);
});

test("whoever says it with the first words, or on a check-in that is over, leaves nothing loose", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  isOver = false;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const bilal = await walk.alumnus("Bilal", fatima, { situation: "work_regular" });
  await amina.say("ik wil dood");
  await startCheckIn(fatima, bilal);
  const asked = bilal.phone.lastBotMessage()?.id ?? 0;
  await bilal.answer("G1", "good");
  await bilal.answer("G2", "yes");
  await bilal.answer("W1", "good");
  await bilal.answer("T1", "fine");
  await bilal.extra("skip");
  await bilal.tap({ messageId: asked, text: walk.texts("G1").cantGoOn ?? "?" });
  expect(bilal.last()).toContain(walk.app.texts("nl")("checkin:question.SAFE1.prompt"));
  await walk.pass({ minutes: 5 });
  expect(await kinds()).toEqual([]);
});

test("words before the case worker's yes that nobody reads are found, and words that others were warned of", async () => {
  walk = await startWalk({
    at: "2026-11-24T10:00",
    leaves: ["nobodyReacts", "wordsBeforeUnread", "wordsBeforeLeft"],
  });
  isOver = false;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  await amina.say("Ik durf niet naar huis");
  expect(await kinds()).toEqual([]);
  // They were handed on when their time was over; that nobody takes that is another matter.
  await walk.pass({ days: 2 });
  expect(await kinds()).toEqual(["nobodyReacts"]);
  await run(sql`update linking set unread_raised_at = null, read_due_at = read_due_at - interval '2 days'`);
  expect(await kinds()).toContain("wordsBeforeUnread");
  await run(sql`update linking set unread_raised_at = started_at - interval '6 days'`);
  expect(await kinds()).toContain("wordsBeforeLeft");
});

test("Daan leaves in October and fits no cohort: the auditor says so after two weeks, until there is one", async () => {
  walk = await startWalk({ at: "2026-11-02T09:00" });
  isOver = false;
  const { db } = walk.database;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const daan = await walk.alumnus("Daan", fatima);
  await db.update(alumnus).set({ exitDate: "2026-10-30" }).where(eq(alumnus.id, daan.id));
  const add = async (name: string, exitsFrom: string, exitsUntil: string) => {
    const programmes = [{ programme: findTemplate("pro_three_moments") as Programme }];
    const school = await findOrganisation(db, walk.organisationId);
    await addCohort({ db, now: walk.clock.now() }, school, { name, exitsFrom, exitsUntil, programmes });
  };
  await add("Klas van '26", "2026-06-01", "2026-09-30");
  await walk.pass({ days: 13 });
  expect(await kinds()).toEqual([]);
  await walk.pass({ days: 2 });
  expect(await kinds()).toEqual(["inNoProgramme"]);
  await add("Late leavers", "2026-10-01", "2027-05-31");
  await walk.pass({ minutes: 2 });
  expect(await kinds()).toEqual([]);
});

test("words that wait through a vacation are no fault, and the heart beats on; days at work in which nobody reads them are one", async () => {
  walk = await startWalk({ at: "2026-12-18T15:00" });
  isOver = false;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await run(sql`update organisation set closed_days = '[{"from": "2026-12-21", "until": "2027-01-03"}]'`);
  await amina.voice(5);
  await walk.until("17:30");
  const [words] = await wordsOf(walk, amina);
  expect(words).toMatchObject({ readAt: null, unreadRaisedAt: expect.any(Date) });
  await walk.pass({ days: 12 });
  let beats = 0;
  const beat = async () => {
    beats += 1;
  };
  const parts = { db: walk.database.db, now: () => walk.clock.now(), hasOperator: false, hasMail: true };
  expect(await audit({ ...parts, tell: async () => true, beat, report: () => undefined }, {})).toBe("well");
  expect(beats).toBe(1);
  const foundAt = async (local: string) =>
    (await findFaults(walk.database.db, amsterdam(local), { ...parts, isPolling: true })).filter(
      ({ kind }) => kind === "wordsLeft",
    );
  expect(await foundAt("2027-01-08T16:59")).toEqual([]);
  expect(await foundAt("2027-01-08T17:00")).toMatchObject([{ subject: words?.id }]);
});

test("what a human has of an update that was put aside is no fault", async () => {
  await aSchool();
  await run(
    sql`update inbox set state = 'parked', handled_at = handled_at - ${long} where seq = (select max(seq) from inbox)`,
  );
  await run(
    sql`update signal set cause = 'parked:U' || (select max(seq) from inbox) where id = (select id from signal limit 1)`,
  );
  expect(await kinds()).toEqual([]);
});

test("the operator hears of a fault once a day, not every minute; the heart beats only when all is well", async () => {
  await aSchool();
  const told: string[] = [];
  let beats = 0;
  let isReachable = true;
  const memory: AuditMemory = {};
  const look = () =>
    audit(
      {
        db: walk.database.db,
        now: () => walk.clock.now(),
        ...{ hasOperator: false, hasMail: true },
        tell: async (text) => {
          if (isReachable) told.push(text);
          return isReachable;
        },
        beat: async () => {
          beats += 1;
        },
        report: () => undefined,
      },
      memory,
    );
  expect(await look()).toBe("well");
  expect(beats).toBe(1);
  await run(sql`update escalation set next_step_at = null`);
  isReachable = false;
  expect(await look()).toBe("faults");
  isReachable = true;
  await look();
  await look();
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("open alerts without a next step");
  expect(told[0]).not.toMatch(/Amina|Jansen|Fatima|weken/);
  expect(beats).toBe(1);
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 25 * 3_600_000));
  await look();
  expect(told).toHaveLength(2);
  await run(
    sql`update escalation set next_step_at = ${new Date(walk.clock.now().getTime() + 3_600_000).toISOString()}::timestamptz`,
  );
  await run(sql`update own_words set read_at = at`);
  expect(await look()).toBe("well");
  expect(beats).toBe(2);
});

test("a webhook that Telegram cannot deliver to stops the heart after five minutes, and its end lets it beat again", async () => {
  await aSchool();
  const url = "https://inbeeld.example/telegram/webhook";
  const good = { url, pending: 0, lastErrorAt: null };
  let state: WebhookState | undefined = good;
  const told: string[] = [];
  const memory: AuditMemory = {};
  const parts = {
    ...{ db: walk.database.db, now: () => walk.clock.now(), hasOperator: false, hasMail: true },
    webhook: { url, ask: async () => state },
    tell: async (text: string) => told.push(text) > 0,
    ...{ beat: async () => undefined, report: () => undefined },
  };
  const later = async (minutes: number) => {
    walk.clock.moveTo(new Date(walk.clock.now().getTime() + minutes * 60_000));
    return audit(parts, memory);
  };
  expect(await audit(parts, memory)).toBe("well");
  state = { url, pending: 3, lastErrorAt: walk.clock.now() };
  expect(await later(1)).toBe("well");
  expect(await later(5)).toBe("faults");
  expect(told).toEqual([expect.stringContaining("delivery")]);
  // What else is wrong with it in between does not begin anew.
  state = undefined;
  expect(await later(1)).toBe("faults");
  state = good;
  expect(await later(1)).toBe("well");
  state = { ...good, url: "" };
  expect(await later(1)).toBe("well");
});

test("the auditor mends nothing: looking changes no row but its own", async () => {
  await aSchool("noNextStep");
  const rows = async () =>
    JSON.stringify(
      await Promise.all(
        ["escalation", "inbox", "outbox", "own_words", "signal", "escalation_event"].map((table) =>
          run(sql`select * from ${sql.identifier(table)} order by 1`),
        ),
      ),
    );
  await run(sql`update escalation set next_step_at = null`);
  const before = await rows();
  const quiet = { tell: async () => true, beat: async () => undefined, report: () => undefined };
  await audit(
    { db: walk.database.db, now: () => walk.clock.now(), hasOperator: false, hasMail: true, ...quiet },
    {},
  );
  expect(await rows()).toBe(before);
});
