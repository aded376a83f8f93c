import { expect, test } from "vitest";
import { z } from "zod";
import { method } from "../../src/simulator/method.ts";

const chat_id = z.int();
const text = z.string();
const nothing = () => {
  throw new Error("not called");
};

test("the compiler refuses a schema that is not Telegram's", () => {
  const made = [
    // @ts-expect-error Telegram knows no such parameter
    method("sendMessage", { chat_id, text, txt: text }, nothing),
    // @ts-expect-error a required parameter is left out
    method("sendMessage", { chat_id }, nothing),
    // @ts-expect-error the type is another one
    method("sendMessage", { chat_id, text: z.int() }, nothing),
    // @ts-expect-error Telegram has no such method
    method("sendMessages", {}, nothing),
    // @ts-expect-error the answer is another one
    method("deleteMessage", { chat_id, message_id: z.int() }, () => "done"),
  ];
  expect(made).toHaveLength(5);
});
