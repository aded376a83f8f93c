import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { publishQuestionSet } from "../../src/checkin/publish-question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { startCheckIn } from "../../src/checkin/start-check-in.ts";
import { systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/db/connect.ts";
import { caseWorker, channelProof, organisation, safetySheet } from "../../src/db/schema/index.ts";
import type { PolicySettings } from "../../src/escalation/policy.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { setEmail } from "../../src/people/reach/set-email.ts";
import { findAlumnus, findCaseWorker, viewAlumnus } from "../../src/people/store.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { linkAlumnus, linkCaseWorker } from "../support/link-directly.ts";
import { aCaseWorker, anAlumnus, aSchool, dayAndNight } from "../support/people.ts";
import type { Plan } from "./plan-run.ts";
import { mailboxOf } from "./witness-line.ts";

const phone = ["telegram"] as const;
const phoneAndMail = ["telegram", "email"] as const;
const seconds = (n: number) => n / 60;

/** A run at night is a run like another: what the robot says of its own accord waits for no morning. */
const always = { from: "00:00", until: "23:59", saturday: true, whenClosed: true };

/** The product's rules with waiting times that pass within a run: data, as an organisation sets them. */
export const hurriedPolicies: PolicySettings = {
  urgent: {
    steps: [
      { to: ["caseWorker"], by: phone, waitMinutes: seconds(20) },
      { to: ["attentionOfficer"], by: phone, waitMinutes: seconds(20) },
      { to: ["everyone"], by: phoneAndMail, waitMinutes: seconds(20) },
    ],
    restMinutes: seconds(20),
    contactMinutes: seconds(20),
    outcomeMinutes: seconds(20),
    clock: "always",
  },
  crisis: {
    steps: [
      { to: ["onDuty", "onCall", "attentionOfficer"], by: phoneAndMail, waitMinutes: seconds(20) },
      { to: ["everyone"], by: phoneAndMail, waitMinutes: seconds(20) },
    ],
    restMinutes: seconds(20),
    contactMinutes: seconds(20),
    outcomeMinutes: seconds(20),
    clock: "always",
  },
};

/** Fills the database with the plan's schools, staff and alumni, each of them with a check-in that waits for a first tap. */
export async function seedSchools(databaseUrl: string, masterKey: Buffer, plan: Plan): Promise<void> {
  const database = await openDatabase(databaseUrl);
  const clock = systemClock();
  const vault = openVault(masterKey);
  const texts = await loadTexts();
  const place = { db: database.db, vault, now: clock.now() };
  const setHash = await publishQuestionSet(database.db, clock.now(), questionSet);
  const schools: string[] = [];
  for (let n = 0; n < plan.schools; n += 1) {
    const id = await aSchool(place, { name: `School ${n}`, hours: dayAndNight, alertDetail: "reference" });
    await place.db
      .update(organisation)
      .set({ policies: hurriedPolicies, messageHours: always })
      .where(eq(organisation.id, id));
    schools.push(id);
  }
  const workers = new Map<number, string>();
  for (const { chatId, school, role } of plan.staff) {
    const { id } = await aCaseWorker(place, schools[school] ?? "", `Worker ${chatId}`);
    await place.db.update(caseWorker).set({ role }).where(eq(caseWorker.id, id));
    await linkCaseWorker(place.db, place.now, id, chatId);
    const row = await findCaseWorker(place.db, id);
    if (!row) throw new Error("Somebody of the staff is not there");
    await setEmail(place, row, mailboxOf(chatId), "self");
    for (const channel of ["telegram", "email"] as const)
      await place.db
        .insert(channelProof)
        .values({ caseWorkerId: id, channel, triedAt: place.now, provenAt: place.now });
    workers.set(chatId, id);
  }
  for (const [n, organisationId] of schools.entries()) {
    const signer = plan.staff.find(({ school, role }) => school === n && role === "coordinator");
    await place.db.insert(safetySheet).values({
      id: randomUUID(),
      organisationId,
      onCall: "none",
      numbers: [
        { kind: "emergency", number: "112" },
        { kind: "suicide", number: "113" },
      ],
      checkedBy: workers.get(signer?.chatId ?? 0) ?? "",
      checkedAt: place.now,
    });
  }
  for (const { chatId, school, workerChat } of plan.alumni) {
    const workerId = workers.get(workerChat) ?? "";
    // One commit a person: there may be thousands.
    await database.db.transaction(async (tx) => {
      const within = { ...place, db: tx };
      const { id } = await anAlumnus(within, schools[school] ?? "", workerId, `Sam${chatId}`, {
        row: { situation: "work_regular" },
      });
      await linkAlumnus(tx, place.now, id, chatId);
      const work = { db: tx, now: clock.now(), vault, texts };
      const [row, worker] = [await findAlumnus(tx, id), await findCaseWorker(tx, workerId)];
      if (!row || !worker) throw new Error("Somebody of the plan is not there");
      const started = await startCheckIn(work, worker, await viewAlumnus(work, row), setHash);
      if (!started.ok) throw new Error(`A check-in could not start: ${started.reason}`);
    });
  }
  await database.close();
}
