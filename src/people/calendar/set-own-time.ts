import { eq } from "drizzle-orm";
import { alumnus } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { lookAgainAtStanding } from "../look-again.ts";
import { type Actor, may } from "../may.ts";
import type { AlumnusRow } from "../store.ts";
import type { OwnTime } from "./is-message-time.ts";

/** What one tap says about when and how often somebody may be asked. */
export const ownTimeChoices = [
  "any",
  "after16",
  "after18",
  "weekdays",
  "saturday",
  "planned",
  "less",
] as const;
export type OwnTimeChoice = (typeof ownTimeChoices)[number];

/** Local time of day from which questions may come. */
export const ownTimeFrom: Readonly<Record<"any" | "after16" | "after18", string | null>> = {
  any: null,
  after16: "16:00",
  after18: "18:00",
};

/** Whoever never said so takes what the organisation does. */
const unsaid: OwnTime = { from: null, saturday: true };

/**
 * Sets one thing of when and how often this person may be asked; what was said before about the others stays. The person's own
 * to say, and the case worker's of their own people (CAP-29). Undefined when it may not be.
 */
export async function setOwnTime(
  { db, now }: Pick<Work, "db" | "now">,
  actor: Actor,
  person: AlumnusRow,
  choice: OwnTimeChoice,
): Promise<AlumnusRow | undefined> {
  if (actor.kind !== "alumnus" && actor.kind !== "caseWorker") return undefined;
  if (!may(actor, "setOwnTime", await findSubject(db, person, now))) return undefined;
  const [row] = await db
    .update(alumnus)
    .set(changeOf(person.ownTime ?? unsaid, choice))
    .where(eq(alumnus.id, person.id))
    .returning();
  // Planned anew: whoever wants to be asked as before is asked in the window that runs.
  await lookAgainAtStanding({ db, now }, person.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: actor.kind, id: actor.id },
    action: "setOwnTime",
    subject: { kind: "alumnus", id: person.id },
    facts: { choice },
  });
  return row;
}

function changeOf(before: OwnTime, choice: OwnTimeChoice) {
  switch (choice) {
    case "planned":
    case "less":
      return { rhythm: choice };
    case "weekdays":
    case "saturday":
      return { ownTime: { ...before, saturday: choice === "saturday" } };
    default:
      return { ownTime: { ...before, from: ownTimeFrom[choice] } };
  }
}
