import { Composer } from "grammy";
import {
  askEmail,
  confirmOwnEmail,
  hearEmail,
  removeEmail,
  showEmail,
} from "../people/reach/confirm-email.ts";
import type { BotContext } from "./context.ts";

/** The own mail address of somebody of the staff: `/mail`, its buttons, the address and the code that are typed. */
export const staffMail = new Composer<BotContext>();

staffMail.use(async (ctx, next) => {
  const { action, person, work, message, chatRow } = ctx;
  if (person.kind !== "caseWorker") return next();
  const { worker } = person;
  if (action?.do === "mail") {
    if (action.what === "change") return askEmail(work, worker);
    if (action.what === "confirm") return confirmOwnEmail(work, worker);
    if (action.what === "remove") return removeEmail(work, worker);
  }
  if (!message) return next();
  if (/^\/mail\b/i.test(message.text ?? "")) return showEmail(work, worker);
  if (message.text?.startsWith("/")) return next();
  if (!(await hearEmail(work, worker, chatRow, message.text))) await next();
});
