import { type Check, note, ok } from "./check.ts";
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
