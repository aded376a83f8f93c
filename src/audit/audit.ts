import type { Db } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import type { Report } from "../delivery/report.ts";
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
  /** Tells the operator by every channel there is; true when at least one took it. Never throws. */
  readonly tell: (text: string) => Promise<boolean>;
  /** Calls the heartbeat's address. Never throws. */
  readonly beat: () => Promise<void>;
  readonly report: Report;
}

/** What an auditor remembers between two looks: nothing but when it last said that it cannot look at all. */
export interface AuditMemory {
  blindSince?: Date | undefined;
  toldBlindAt?: Date | undefined;
}

const blindAgain = 60 * 60_000;

/**
 * One look: finds what is wrong, writes it down, tells the operator of what is new or has lasted a day, and calls the
 * heartbeat only when all is well, so that its own death is noticed outside (security.md 4). A database that cannot be read
 * is told too, once an hour.
 */
export async function audit(parts: AuditParts, memory: AuditMemory): Promise<"well" | "faults" | "blind"> {
  const { db, report, tell } = parts;
  let faults: Fault[];
  try {
    faults = await findFaults(db, parts.now(), parts);
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
