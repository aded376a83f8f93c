import type { Fault } from "../../src/simulator/faults.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import type { MailFault, MailServer } from "../support/mail-server.ts";
import { random } from "../support/random.ts";
import type { Plan } from "./plan-run.ts";

/** Telegram's own bad days, from `begin` to `end`: about one in twenty calls fails. */
export interface Trouble {
  begin(): void;
  end(): void;
}

const everyMilliseconds = 300;
const sends = ["sendMessage", "sendMessage", "sendMessage", "editMessageText", "deleteMessage"] as const;

const mailFaults: readonly (MailFault | undefined)[] = [
  undefined,
  undefined,
  { at: "rcpt", code: 451 },
  { at: "hang" },
  { at: "dropBeforeData" },
  { at: "dropAfterData" },
];

/** Acts out 429, 500, hanging and dropped answers, and 400, for one call each, and case workers who block the bot for a while (403). */
export function makeTrouble(simulator: Simulator, mail: MailServer, plan: Plan): Trouble {
  const draw = random(plan.seed, "trouble");
  const blocked = new Set<number>();
  let timer: NodeJS.Timeout | undefined;

  const kinds: readonly (() => Fault)[] = [
    () => ({ kind: "429", retryAfter: draw.pick([1, 1, 2, 3]), method: draw.pick(sends) }),
    () => ({ kind: "500", method: draw.pick(sends) }),
    () => ({ kind: "dropResponse", method: draw.pick(sends) }),
    () => ({ kind: "dropResponse", method: "sendMessage" }),
    () => ({ kind: "dropResponse", method: "answerCallbackQuery" }),
  ];

  /** A phone that blocks the bot and comes back after some seconds. */
  function block(): void {
    const { chatId } = draw.pick(plan.staff);
    if (blocked.has(chatId)) return;
    const phone = simulator.phone({ id: chatId, firstName: `P${chatId}` });
    phone.block();
    blocked.add(chatId);
    setTimeout(() => comeBack(chatId), draw.between(4_000, 20_000));
  }

  /** Telegram does not know a chat, until its owner presses START. Only staff: who is not asked has no answer to lose. */
  function lose(): void {
    const { chatId } = draw.pick(plan.staff);
    const method = draw.pick(["sendMessage", "editMessageText"]);
    simulator.faults.add({ kind: "400", method, chatId, description: "Bad Request: chat not found" });
    blocked.add(chatId);
    setTimeout(() => comeBack(chatId), draw.between(4_000, 20_000));
  }

  function comeBack(chatId: number): void {
    if (blocked.delete(chatId)) simulator.phone({ id: chatId, firstName: `P${chatId}` }).start();
  }

  return {
    begin() {
      let turn = 0;
      timer = setInterval(() => {
        turn += 1;
        simulator.faults.add(draw.pick(kinds)());
        if (turn % 25 === 0) simulator.faults.add({ kind: "hang", method: draw.pick(sends) });
        // The one call that everything comes in by: now and then, or nothing else would be tried.
        if (turn % 20 === 0)
          simulator.faults.add({ kind: draw.pick(["500", "429", "dropResponse"]), method: "getUpdates" });
        if (turn % 10 === 0) mail.fault = draw.pick(mailFaults);
        if (turn % 15 === 0) block();
        if (turn % 15 === 7) lose();
      }, everyMilliseconds);
    },
    end() {
      clearInterval(timer);
      simulator.faults.clear();
      mail.fault = undefined;
      for (const chatId of [...blocked]) comeBack(chatId);
    },
  };
}
