import { and, eq, isNull } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { App } from "../../src/app.ts";
import type { Clock } from "../../src/clock.ts";
import type { Database } from "../../src/db/connect.ts";
import { enrolment } from "../../src/db/schema/index.ts";
import { say } from "../../src/delivery/say.ts";
import { day, hour, type Life, onDay } from "./life.ts";
import type { PlannedYoung, World } from "./plan-world.ts";

/** Faults that a checker must find. */
export const plants = ["night-message", "missing-reoffer"] as const;
export type Plant = (typeof plants)[number];

interface Ground {
  readonly plant: Plant;
  readonly world: World;
  readonly life: Life;
  readonly database: Database;
  readonly app: App;
  readonly clock: Clock;
}

/** Whom the fault is about; undefined in a world too short or small for it. */
export function findVictim(plant: Plant, world: World): PlannedYoung | undefined {
  if (plant === "night-message")
    return world.young.find(({ kind }) => kind === "answers" || kind === "dawdles");
  const end = world.end.getTime() - 70 * day;
  return world.young.find(
    ({ kind, exitDay, school, situation }) =>
      (kind === "neverLinked" || kind === "notNow") &&
      world.schools[school]?.schoolType === "pro" &&
      situation !== "mbo_bol" &&
      yearAfter(exitDay) < end,
  );
}

/**
 * `night-message`: the robot writes to somebody at 23:00, of its own accord. `missing-reoffer`: on the day before the second offer
 * is due, the rows say of somebody who never used the card that it was made. Throws in a world too short or small for it.
 */
export async function plantFault({ plant, world, life, database, app, clock }: Ground): Promise<void> {
  const { db } = database;
  const idOf = (short: string) => {
    const hex = Buffer.from(short, "base64url").toString("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  const person = findVictim(plant, world);
  if (!person) throw new Error(`Nobody in this world fits ${plant}`);
  if (plant === "night-message") {
    const date = new Date(person.cardAt + 40 * day).toISOString().slice(0, 10);
    life.agenda.add(onDay(date, "23:00"), () =>
      database.db.transaction(async (tx) => {
        const work = { db: tx, now: clock.now(), vault: app.vault, texts: app.texts };
        await say(work, { chatId: person.chatId, outgoing: { kind: "say", text: "Slaap je al?" } });
      }),
    );
    return;
  }
  life.agenda.add(yearAfter(person.exitDay) - 12 * hour, async () => {
    await db
      .update(enrolment)
      .set({ reofferedAt: clock.now() })
      .where(
        and(eq(enrolment.alumnusId, idOf(life.shortIdOf(person.chatId))), isNull(enrolment.reofferedAt)),
      );
  });
}

const yearAfter = (date: string) =>
  onDay(Temporal.PlainDate.from(date).add({ years: 1 }).toString(), "00:00");
