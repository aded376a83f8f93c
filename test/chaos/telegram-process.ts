// Telegram, a mail server, and everybody's phone, in a process of their own. What happens goes into the witness log before anybody hears
// of it. Settings come as JSON in CHAOS_TELEGRAM.
import type { Update } from "@grammyjs/types";
import { systemClock } from "../../src/clock.ts";
import type { MailSettings } from "../../src/config.ts";
import type { ApiCall, CallDetails } from "../../src/simulator/simulator.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";
import { startMailServer } from "../support/mail-server.ts";
import { hashOf, openWitnessLog } from "../support/witness-log.ts";
import { canariesIn } from "./canary.ts";
import { makeTrouble } from "./make-trouble.ts";
import { planRun } from "./plan-run.ts";
import { usePhones } from "./use-phones.ts";
import type { CallLine, UpdateLine, WitnessLine } from "./witness-line.ts";

export interface TelegramProcessSettings {
  readonly botToken: string;
  readonly witnessLog: string;
  /** What the plan is made from: that of thousands of people is larger than an environment may be. */
  readonly alerts: number;
  readonly kills: number;
  readonly seed: number;
}

/** What the run tells this process. */
export type TelegramOrder =
  /** Alumni begin to answer, and Telegram begins to fail. */
  | { readonly do: "begin" }
  /** Telegram works again; phones go on. */
  | { readonly do: "calm" }
  | { readonly do: "write"; readonly line: WitnessLine }
  /** These processes, and no others any more, die at the next call of this kind: carried out, and not yet answered. */
  | {
      readonly do: "killOn";
      readonly call: "confirmation" | "alert";
      readonly pids: readonly number[];
      /** The database's process, where the power goes altogether. */
      readonly server?: number;
    };

/** What this process tells the run. */
export type TelegramNews =
  | { readonly is: "ready"; readonly url: string; readonly mail: MailSettings }
  | {
      readonly is: "state";
      readonly opened: number;
      readonly answered: number;
      readonly alone: number;
      readonly toWrite: number;
      readonly pending: number;
    };

const settings = JSON.parse(process.env.CHAOS_TELEGRAM ?? "{}") as TelegramProcessSettings;
const witness = openWitnessLog<WitnessLine>(settings.witnessLog);
const clock = systemClock();
const tell = (news: TelegramNews) => process.send?.(news);
let killOn: Extract<TelegramOrder, { do: "killOn" }> | undefined;

const simulator = await startSimulator({
  clock,
  token: settings.botToken,
  onCall,
  updates: { kept, confirmed },
});
const mail = await startMailServer({
  onTaken: ({ to, subject, text }) =>
    witness.write({
      what: "mail",
      at: clock.now().getTime(),
      to,
      references: referencesIn(`${subject} ${text}`),
      text: hashOf(`${subject} ${text}`),
      ...canariesOf(`${subject} ${text}`),
    }),
});
const plan = planRun(settings.alerts, settings.kills, settings.seed);
const phones = usePhones(simulator, plan);
const trouble = makeTrouble(simulator, mail, plan);

function kept(update: Update): void {
  const from = update.callback_query ?? update.message ?? update.my_chat_member;
  const tap =
    update.callback_query && "data" in update.callback_query ? update.callback_query.data : undefined;
  const line: UpdateLine = {
    what: "update",
    at: clock.now().getTime(),
    id: update.update_id,
    chat: from?.from?.id ?? 0,
    ...(tap === undefined ? {} : { tap }),
    ...(update.message ? { message: update.message.message_id } : {}),
    ...canariesOf(update.message?.text ?? update.message?.caption),
  };
  witness.write(line);
}

function confirmed(ids: readonly number[]): void {
  killIfAsked("confirmation");
  witness.write({ what: "confirmed", at: clock.now().getTime(), ids });
}

function onCall(call: ApiCall, { begunAt, fault, result }: CallDetails): void {
  const line = lineOf(call, begunAt, fault, result);
  if (line.done && line.method === "sendMessage" && line.buttons?.some((data) => data.startsWith("e1:")))
    killIfAsked("alert");
  witness.write(line);
  if (!line.done || line.chat === undefined || line.message === undefined) return;
  const text = String(call.params.text ?? call.params.caption ?? "");
  phones.see({ chat: line.chat, message: line.message, text, buttons: line.buttons ?? [] });
}

const referencesIn = (text: string) => [...text.matchAll(/#([0-9A-F]{6})\b/g)].map(([, one]) => one ?? "");

/** Of a text: a hash of it, and what the judge looks for in it. */
function wordsOf(text: unknown): Pick<CallLine, "text" | "references" | "numbers"> {
  if (typeof text !== "string") return {};
  const references = referencesIn(text);
  return {
    text: hashOf(text),
    ...(references.length > 0 ? { references } : {}),
    ...(/\b112\b/.test(text) && /\b113\b/.test(text) ? { numbers: true } : {}),
  };
}

function canariesOf(text: unknown): { readonly canaries?: readonly string[] } {
  const canaries = typeof text === "string" ? canariesIn(text) : [];
  return canaries.length > 0 ? { canaries } : {};
}

function lineOf(call: ApiCall, begunAt: Date, fault: string | undefined, result: unknown): CallLine {
  const { params } = call;
  const chat = Number(params.chat_id);
  const made = (result as { message_id?: number } | undefined)?.message_id ?? params.message_id;
  const text = params.text ?? params.caption;
  const keyboard = (params.reply_markup as { inline_keyboard?: { callback_data?: string }[][] } | undefined)
    ?.inline_keyboard;
  return {
    what: "call",
    begun: begunAt.getTime(),
    at: clock.now().getTime(),
    method: call.method,
    status: call.status,
    done: result !== undefined,
    ...(fault ? { fault } : {}),
    ...(Number.isNaN(chat) ? {} : { chat }),
    ...(made === undefined ? {} : { message: Number(made) }),
    ...wordsOf(text),
    ...canariesOf(text),
    ...(keyboard ? { buttons: keyboard.flat().flatMap((one) => one.callback_data ?? []) } : {}),
  };
}

/** The worst moment to die: Telegram has heard it, and the process has not heard that. */
function killIfAsked(call: "confirmation" | "alert"): void {
  if (killOn?.call !== call) return;
  const { pids, server } = killOn;
  if (server !== undefined) end(server, "SIGQUIT");
  for (const pid of pids) end(pid, "SIGKILL");
  killOn = undefined;
}

function end(pid: number, signal: "SIGKILL" | "SIGQUIT"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It died before, by another hand.
  }
}

process.on("message", (message) => {
  const order = message as TelegramOrder;
  if (order.do === "write") witness.write(order.line);
  if (order.do === "killOn") killOn = order;
  if (order.do === "begin") {
    phones.begin();
    trouble.begin();
  }
  if (order.do === "calm") {
    trouble.end();
    phones.calm();
  }
});
process.on("disconnect", () => process.exit(0));

phones.switchOn();
setInterval(() => tell({ is: "state", ...phones.state(), pending: simulator.pendingUpdates() }), 250);
tell({ is: "ready", url: simulator.url, mail: mail.settings });
