import { eq } from "drizzle-orm";
import { z } from "zod";
import { organisation } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { EscalationSeverity, PolicySettings, Recipient } from "./policy.ts";

const recipients = [
  "caseWorker",
  "deputy",
  "attentionOfficer",
  "coordinator",
  "onCall",
  "onDuty",
  "everyone",
] as const satisfies readonly Recipient[];

/** Fractions of a minute are for rehearsals; nothing waits longer than a month. */
const waiting = z
  .number()
  .positive()
  .max(30 * 24 * 60);

const step = z.strictObject({
  to: z.array(z.enum(recipients)),
  by: z.array(z.enum(["telegram", "email"])).min(1),
  waitMinutes: waiting,
});

const policy = z
  .strictObject({
    steps: z.tuple([step], step),
    restMinutes: waiting,
    contactMinutes: waiting,
    outcomeMinutes: waiting,
    clock: z.enum(["staffed", "always"]),
  })
  .refine(({ steps }) => steps.some(({ to }) => to.length > 0), "no step tells anybody");

const settings = z.strictObject({
  attention: policy.optional(),
  urgent: policy.optional(),
  crisis: policy
    .refine(({ steps }) => steps[0].to.length > 0, "the first step of a crisis tells nobody")
    .refine(({ clock }) => clock === "always", "a crisis counts day and night: clock is always")
    .optional(),
});

/**
 * Reads an organisation's own policies from what a file held. Throws Refused with a line for every fault; nothing is changed
 * then. Minutes are of working time where the policy's clock is `staffed`.
 */
export function readPolicies(content: unknown): PolicySettings {
  const parsed = settings.safeParse(content);
  if (parsed.success) return parsed.data as PolicySettings;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `  - ${path.join(".") || "the file"}: ${message}`,
  );
  throw new Refused(`These policies cannot be used:\n${faults.join("\n")}\nNothing was changed.`);
}

/**
 * Gives an organisation its own policies for the seriousnesses that are named, or with null ours again. Running escalations
 * go by them from their next step on. Throws Refused.
 */
export async function setPolicies(
  { db, now }: Pick<Office, "db" | "now">,
  { id, policies }: OrganisationRow,
  change: PolicySettings | EscalationSeverity,
): Promise<PolicySettings | null> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not set policies.");
  const next: PolicySettings =
    typeof change === "string" ? without(policies, change) : { ...policies, ...change };
  const stored = Object.keys(next).length > 0 ? next : null;
  await db.transaction(async (tx) => {
    await tx.update(organisation).set({ policies: stored }).where(eq(organisation.id, id));
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "setPolicies",
      subject: { kind: "organisation", id },
      facts: { own: Object.keys(next).join("+") || "none" },
    });
  });
  return stored;
}

function without(policies: PolicySettings | null, severity: EscalationSeverity): PolicySettings {
  const { [severity]: _, ...rest } = policies ?? {};
  return rest;
}
