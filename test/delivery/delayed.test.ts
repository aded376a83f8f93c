import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { standingClock } from "../../src/clock.ts";
import type { Database } from "../../src/db/connect.ts";
import { lease, outbox } from "../../src/db/schema/index.ts";
import { dropUnsentAbout } from "../../src/delivery/drop-unsent.ts";
import { mailLineOf } from "../../src/delivery/mail-line.ts";
import type { Lane, Outgoing, SendResult } from "../../src/delivery/outgoing.ts";
import { say } from "../../src/delivery/say.ts";
import { type Delay, type SendOutcome, workOutbox } from "../../src/delivery/work-outbox.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { freshPostgres } from "../support/databases.ts";

const noon = new Date("2026-11-23T11:00:00Z");
const subject = { kind: "escalation", id: "0a5c8c0e-0000-4000-8000-000000000001" } as const;
const hello: Outgoing = { kind: "say", text: "Hallo" };
const code = "ECONNREFUSED";

let database: Database;
let stop: (() => Promise<void>) | undefined;
beforeEach(async () => {
  database = await freshPostgres();
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await database.close();
});

/** An outbox whose channel answers what the test says, and who was told what. */
async function anOutbox(queue: "chat" | "mail" = "chat") {
  const clock = standingClock(noon);
  const vault = openVault(Buffer.alloc(32, 1));
  const texts = await loadTexts();
  const delays: Delay[] = [];
  const outcomes: SendOutcome[] = [];
  const reported: string[] = [];
  const sent: { id: string; outgoing: Outgoing }[] = [];
  let answer: SendResult = { kind: "sent" };
  const lines = workOutbox(
    {
      ...{ database, clock, vault, texts, botId: 1, hands: 1 },
      ...{ report: (event: string) => void reported.push(event), probe: () => undefined },
      pace: { perSecond: Number.POSITIVE_INFINITY, chatRestMilliseconds: 0 },
      send: async (_chatId, outgoing, _target, id) => {
        sent.push({ id, outgoing });
        await box.meanwhile?.();
        return answer;
      },
      onDelayed: async (_work, delay) => {
        if (box.fail) throw new Error("Nobody listens");
        delays.push(delay);
      },
      onOutcome: async (_work, outcome) => void outcomes.push(outcome),
      goodTime: async ({ now }) => now,
    },
    queue,
  );
  stop = () => lines.stop();
  const box = {
    ...{ delays, outcomes, sent, reported, fail: false },
    /** Happens while a message is on its way. */
    meanwhile: undefined as (() => Promise<unknown>) | undefined,
    say: (lane: Lane, outgoing = hello, about: { kind: "escalation" | "proof"; id: string } = subject) =>
      say({ db: database.db, now: clock.now(), vault, texts }, { chatId: 7, outgoing, lane, subject: about }),
    async answers(result: SendResult) {
      answer = result;
      await lines.idle();
      clock.moveTo(new Date(clock.now().getTime() + 600_000));
    },
  };
  return box;
}

describe("an alert that does not get through", () => {
  test.each<[SendResult, number]>([
    [{ kind: "failed", code }, 2],
    [{ kind: "unclear", code }, 2],
    [{ kind: "unauthorized", code: "TG_401" }, 1],
    [{ kind: "later", code: "TG_429", afterSeconds: 61 }, 1],
  ])("%j is told at try %i, and once", async (result, tries) => {
    const box = await anOutbox();
    const id = await box.say("alert");
    for (let tried = 1; tried <= 5; tried += 1) {
      await box.answers(result);
      expect(box.delays).toHaveLength(tried < tries ? 0 : 1);
    }
    expect(box.delays).toEqual([
      { id, queue: "chat", chatId: 7, subjectKind: "escalation", subjectId: subject.id },
    ]);
  });

  it("is not told of a short wait, nor of a message that presses nobody", async () => {
    const box = await anOutbox();
    await box.say("alert");
    await box.answers({ kind: "later", code: "TG_429", afterSeconds: 60 });
    expect(box.delays).toEqual([]);
    await box.answers({ kind: "sent" });
    await box.say("reply");
    for (let tried = 0; tried < 4; tried += 1) await box.answers({ kind: "failed", code });
    expect(box.delays).toEqual([]);
  });

  it("is told of a crisis reply too, and goes on being tried until it arrives", async () => {
    const box = await anOutbox();
    await box.say("crisis");
    for (let tried = 0; tried < 3; tried += 1) await box.answers({ kind: "failed", code });
    await box.answers({ kind: "sent" });
    expect(box.delays).toHaveLength(1);
    const [row] = await database.db.select().from(outbox);
    expect(row).toMatchObject({ state: "sent", body: null, delayedAt: expect.any(Date) });
  });

  it("stays untold and unmarked when who is told fails", async () => {
    const box = await anOutbox();
    await box.say("alert");
    box.fail = true;
    for (let tried = 0; tried < 3; tried += 1) await box.answers({ kind: "failed", code });
    const [row] = await database.db.select().from(outbox);
    expect(row).toMatchObject({ tries: 1, delayedAt: null });
    box.fail = false;
    await box.answers({ kind: "failed", code });
    expect(box.delays).toHaveLength(1);
  });
});

describe("what waits behind an alert that does not get through", () => {
  const failed: SendResult = { kind: "failed", code };
  const about = (n: number) => ({ ...subject, id: `0a5c8c0e-0000-4000-8000-00000000000${n}` });
  const told = ({ delays }: { delays: Delay[] }) => delays.map(({ id }) => id);

  it("is told with it, once, without having been tried", async () => {
    const box = await anOutbox();
    const head = await box.say("alert", hello, about(3));
    const [second, third] = [
      await box.say("alert", hello, about(1)),
      await box.say("alert", hello, about(2)),
    ];
    await box.say("reply", hello, about(4));
    await box.answers(failed);
    expect(box.delays).toEqual([]);
    await box.answers(failed);
    expect(told(box)).toEqual([second, third, head]);
    await box.answers(failed);
    expect(told(box)).toHaveLength(3);
    expect(new Set(box.sent.map(({ id }) => id)).has(second)).toBe(false);
  });

  it("is told when it was written later, at the next try", async () => {
    const box = await anOutbox();
    const head = await box.say("alert", hello, about(1));
    for (let tried = 0; tried < 2; tried += 1) await box.answers(failed);
    const later = await box.say("alert", hello, about(2));
    await box.answers(failed);
    await box.answers(failed);
    expect(told(box)).toEqual([head, later]);
  });

  it("says nothing of what may overtake it: a crisis, which is tried by itself", async () => {
    const box = await anOutbox();
    const head = await box.say("alert", hello, about(1));
    for (let tried = 0; tried < 2; tried += 1) await box.answers(failed);
    const crisis = await box.say("crisis", hello, about(2));
    await box.answers(failed);
    expect(told(box)).toEqual([head]);
    expect(box.sent.at(-1)?.id).toBe(crisis);
  });

  it("is told of its arrival too, as the first one is", async () => {
    const box = await anOutbox();
    const ids = [await box.say("alert", hello, about(1)), await box.say("alert", hello, about(2))];
    for (let tried = 0; tried < 2; tried += 1) await box.answers(failed);
    await box.answers({ kind: "sent" });
    expect(box.outcomes.map(({ id, state }) => [id, state])).toEqual(ids.map((id) => [id, "sent"]));
  });
});

describe("a message that is dropped while it is on its way", () => {
  const failed: SendResult = { kind: "failed", code };

  it("stays dropped when it does not arrive, and does not stop its line", async () => {
    const box = await anOutbox();
    const id = await box.say("alert");
    box.meanwhile = () => dropUnsentAbout({ db: database.db }, subject, null);
    await box.answers(failed);
    box.meanwhile = undefined;
    const [dropped] = await database.db.select().from(outbox).where(eq(outbox.id, id));
    expect(dropped).toMatchObject({ state: "dropped", body: null, errorCode: "TAKEN" });
    const next = await box.say("alert");
    await box.answers({ kind: "sent" });
    expect(box.sent.map((one) => one.id)).toEqual([id, next]);
    expect(box.reported).toEqual([]);
  });

  it("is written down as sent when it arrives", async () => {
    const box = await anOutbox();
    await box.say("alert");
    box.meanwhile = () => dropUnsentAbout({ db: database.db }, subject, null);
    await box.answers({ kind: "sent" });
    expect(await database.db.select().from(outbox)).toMatchObject([{ state: "sent", errorCode: null }]);
  });
});

describe("a worker that slept past its lease", () => {
  test.each<SendResult>([
    { kind: "sent", messageId: 1 },
    { kind: "failed", code },
    { kind: "blocked", code },
  ])("writes nothing about a message that another one has sent: %j", async (result) => {
    const box = await anOutbox();
    const id = await box.say("alert");
    box.meanwhile = async () => {
      await database.db.update(lease).set({ owner: "another" });
      await database.db.update(outbox).set({ state: "sent", body: null, messageId: 77 });
    };
    await box.answers(result);
    const [row] = await database.db.select().from(outbox).where(eq(outbox.id, id));
    expect(row).toMatchObject({ state: "sent", messageId: 77, errorCode: null });
    expect(box.outcomes).toEqual([]);
    expect(box.reported).toEqual([]);
  });
});

describe("a proof of a channel", () => {
  test.each<[SendResult, Partial<SendOutcome>]>([
    [{ kind: "sent" }, { state: "sent", code: null }],
    [
      { kind: "blocked", code: "TG_403" },
      { state: "blocked", code: "TG_403" },
    ],
    [
      { kind: "refused", code: "TG_400" },
      { state: "undeliverable", code: "TG_400" },
    ],
  ])("is told how it ended: %j", async (result, expected) => {
    const box = await anOutbox();
    await box.say("relay", { kind: "knock" }, { ...subject, kind: "proof" });
    await box.answers(result);
    expect(box.outcomes).toEqual([expect.objectContaining({ subjectKind: "proof", ...expected })]);
  });

  it("is the only message whose arrival is told", async () => {
    const box = await anOutbox();
    await box.say("alert");
    await box.answers({ kind: "sent" });
    expect(box.outcomes).toEqual([]);
  });
});

describe("a mail", () => {
  it("waits in a queue of its own, sealed, and goes out with its row's id", async () => {
    const mail: Outgoing = { kind: "mail", to: "fatima@school.example", subject: "Hoi", text: "Kijk" };
    const box = await anOutbox("mail");
    await box.say("alert");
    const id = await box.say("alert", mail);
    const rows = await database.db.select().from(outbox);
    expect(rows.map(({ line }) => line).toSorted()).toEqual(["chat", "mail"]);
    expect(JSON.stringify(rows)).not.toContain("fatima");
    await box.answers({ kind: "sent" });
    expect(box.sent).toEqual([{ id, outgoing: mail }]);
    const after = await database.db.select().from(outbox);
    expect(after.find((row) => row.id === id)).toMatchObject({ state: "sent", body: null });
  });

  it("stands in the line of its mailbox, by a number that a database can hold", () => {
    expect(mailLineOf("ffffffff-ffff-4fff-bfff-ffffffffffff")).toBe(2 ** 48 - 1);
    expect(mailLineOf("00000000-0001-4000-8000-000000000000")).toBe(1);
  });
});
