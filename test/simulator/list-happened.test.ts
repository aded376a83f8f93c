import { expect, test } from "vitest";
import type { Said } from "../../src/delivery/list-said.ts";
import type { ChatMessage } from "../../src/simulator/chat-message.ts";
import { commandsOf } from "../../src/simulator/commands-of.ts";
import { listHappened } from "../../src/simulator/list-happened.ts";
import { rig } from "./rig.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute));
const said = (minute: number, more: Partial<Said>): Said => ({
  chatId: 11,
  at: at(minute),
  state: "sent",
  subject: null,
  messageId: 1,
  isChange: false,
  ...more,
});
const message = (id: number, text: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  from: "bot",
  at: at(0),
  text,
  ...more,
});

test("the same alert on the same phone counts as one, with how often and when last; another phone is another", () => {
  const happened = listHappened(
    [
      said(10, { subject: "escalation", messageId: 1 }),
      said(20, { subject: "escalation", messageId: 2 }),
      said(20, { subject: "escalation", chatId: 12, messageId: 1 }),
    ],
    () => [message(1, "alert\nmore"), message(2, "alert\nother")],
  );
  expect(happened).toEqual([
    { kind: "alarm", phone: 11, quote: "alert", at: at(10), times: 2, last: at(20) },
    { kind: "alarm", phone: 12, quote: "alert", at: at(20), times: 1, last: at(20) },
  ]);
});

test.each<[Partial<Said>, string, Partial<ChatMessage>]>([
  [{ subject: "list" }, "list", {}],
  [{ subject: "question" }, "question", {}],
  [{}, "message", {}],
  [{ isChange: true }, "changed", {}],
  [{ isChange: true }, "takenBack", { deleted: true }],
  [{ state: "blocked", subject: "escalation" }, "notArrived", {}],
])("%j is told as: %s", (row, kind, shown) => {
  expect(listHappened([said(1, row)], () => [message(1, "text", shown)])[0]?.kind).toBe(kind);
});

test("a phone offers the commands of the closest scope, in its own language first", async () => {
  const { simulator, call } = await rig();
  const list = (name: string) => [{ command: name, description: name }];
  await call("setMyCommands", { commands: list("everywhere") });
  expect(commandsOf(simulator.profile, 101, "ar")).toEqual(list("everywhere"));
  await call("setMyCommands", { commands: list("arabic"), language_code: "ar" });
  expect(commandsOf(simulator.profile, 101, "ar")).toEqual(list("arabic"));
  expect(commandsOf(simulator.profile, 101, "nl")).toEqual(list("everywhere"));
  await call("setMyCommands", { commands: list("own"), scope: { type: "chat", chat_id: 101 } });
  expect(commandsOf(simulator.profile, 101, "ar")).toEqual(list("own"));
  expect(commandsOf(simulator.profile, 102, "ar")).toEqual(list("arabic"));
});
