import type { Db } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import { lifeGapMinutes } from "../delivery/note-life.ts";
import type { Report } from "../delivery/report.ts";
import { decideWebhookTrouble, type WebhookState, type WebhookTrouble } from "./decide-webhook.ts";
import { describeFaults } from "./describe-faults.ts";
import { type Fault, findFaults } from "./find-faults.ts";
import { noteFaults, noteReported } from "./note-faults.ts";

/** With what the auditor works. What it says goes straight out, not through the queue that it watches. */
export interface AuditParts {
  readonly db: Db;
  /** The instant now, by the database's clock. */
  readonly now: () => Date;
  readonly hasOperator: boolean;
  readonly hasMail: boolean;
  /** The webhook as the settings have it, and how to ask Telegram about it; absent where updates are polled. Never throws. */
  readonly webhook?: { readonly url: string; readonly ask: () => Promise<WebhookState | undefined> };
  /** Tells the operator by every channel there is; true when at least one took it. Never throws. */
  readonly tell: (text: string) => Promise<boolean>;
  /** Calls the heartbeat's address. Never throws. */
  readonly beat: () => Promise<void>;
  readonly report: Report;
}

/** What an auditor remembers between two looks: since when it cannot look at all, or Telegram cannot deliver. */
export interface AuditMemory {
  webhook?: { readonly trouble: WebhookTrouble; readonly since: Date } | undefined;
  blindSince?: Date | undefined;
  toldBlindAt?: Date | undefined;
}

const blindAgain = 60 * 60_000;
/** A service that starts anew, or a Telegram that is slow, is no fault yet. */
const troubleLasts = lifeGapMinutes * 60_000;

/**
 * One look: finds what is wrong, writes it down, tells the operator of what is new or has lasted a day, and calls the
 * heartbeat only when all is well, so that its own death is noticed outside (security.md 4). A database that cannot be read
 * is told too, once an hour.
 */
export async function audit(parts: AuditParts, memory: AuditMemory): Promise<"well" | "faults" | "blind"> {
  const { db, report, tell } = parts;
  let faults: Fault[];
  try {
    faults = await findFaults(db, parts.now(), { ...parts, isPolling: parts.webhook === undefined });
    faults.push(...(await lookAtWebhook(parts, memory)));
    const toTell = await noteFaults(db, parts.now(), faults);
    const since = toTell.map((row) => ({ ...row, since: row.firstSeenAt }));
    const text = `In Beeld: something needs you.\n${describeFaults(since)}`;
    if (toTell.length > 0 && (await tell(text))) await noteReported(db, parts.now(), toTell);
  } catch (error) {
    return cannotLook(parts, memory, errorCode(error));
  }
  if (memory.blindSince) await tell("In Beeld: the database can be read again.");
  memory.blindSince = undefined;
  memory.toldBlindAt = undefined;
  report("audit.done", { count: faults.length });
  if (faults.length > 0) return "faults";
  await parts.beat();
  return "well";
}

async function lookAtWebhook({ webhook, now }: AuditParts, memory: AuditMemory): Promise<Fault[]> {
  const trouble = webhook && decideWebhookTrouble(await webhook.ask(), webhook.url, now());
  if (!trouble) memory.webhook = undefined;
  else if (memory.webhook?.trouble !== trouble)
    memory.webhook = { trouble, since: memory.webhook?.since ?? now() };
  const known = memory.webhook;
  if (!known || now().getTime() - known.since.getTime() < troubleLasts) return [];
  return [{ kind: "webhookFailing", subject: known.trouble, since: known.since }];
}

async function cannotLook(
  { now, report, tell }: AuditParts,
  memory: AuditMemory,
  code: string,
): Promise<"blind"> {
  report("audit.failed", { code });
  memory.blindSince ??= now();
  const isTold = memory.toldBlindAt && now().getTime() - memory.toldBlindAt.getTime() < blindAgain;
  const text = `In Beeld: the auditor cannot read the database (${code}). Alerts may be standing still. Look: doctor.`;
  if (!isTold && (await tell(text))) memory.toldBlindAt = now();
  return "blind";
}
