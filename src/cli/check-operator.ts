import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { caseWorker, chat, organisation } from "../db/schema/index.ts";
import { bad, type Check, note, ok } from "./check.ts";
import type { UsableSettings } from "./read-settings.ts";

/** Whether the auditor has somebody to tell, and somebody outside notices when it stops (security.md 4). */
export function checkOperator({ operator, heartbeatUrl, mail }: UsableSettings): Check {
  const byMail = operator.email !== undefined && mail !== null && mail !== undefined;
  if (operator.chatId === undefined && !byMail)
    return note(
      "operator",
      "Nobody is told when something is left lying. Set OPERATOR_CHAT_ID, or OPERATOR_EMAIL with SMTP_URL, and run the auditor.",
    );
  if (heartbeatUrl === undefined)
    return note("operator", "Nobody outside notices when the auditor stops. See HEARTBEAT_URL.");
  const ways = [...(operator.chatId === undefined ? [] : ["chat"]), ...(byMail ? ["mail"] : [])];
  return ok(
    "operator",
    `The auditor tells the operator by ${ways.join(" and ")}, and its heart is listened to.`,
  );
}

/** Whether the daily test alert can go to the chat that the settings name: started, open, and the operator's alone. */
export async function checkOperatorChat(
  db: Db,
  { operator }: Pick<UsableSettings, "operator">,
): Promise<Check> {
  const { chatId } = operator;
  if (chatId === undefined) return note("testalert", "OPERATOR_CHAT_ID is not set: see operator.");
  const [row] = await db.select().from(chat).where(eq(chat.chatId, chatId));
  if (row?.blockedSince)
    return bad("testalert", "Telegram refuses messages to OPERATOR_CHAT_ID. Press Start there again.");
  const [school] = await db
    .select({ name: organisation.name })
    .from(caseWorker)
    .innerJoin(organisation, eq(organisation.id, caseWorker.organisationId))
    .where(and(eq(caseWorker.chatId, chatId), isNull(caseWorker.leftAt), eq(organisation.purpose, "school")));
  if (school)
    return bad(
      "testalert",
      `OPERATOR_CHAT_ID is the chat of somebody of the staff of ${school.name}, so no test alert goes there. It needs another Telegram account, or OPERATOR_EMAIL alone.`,
    );
  return ok("testalert", "The test alert has the operator's chat for itself.");
}
