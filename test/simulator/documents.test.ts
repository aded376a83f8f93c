import { Api, InputFile } from "grammy";
import { expect, test } from "vitest";
import { keyboard, rig, TOKEN } from "./rig.ts";

test("a file that the bot uploads comes out of the phone as it went in, until it is taken back", async () => {
  const { simulator, amira } = await rig();
  amira.start();
  const api = new Api(TOKEN, { apiRoot: simulator.url });
  const bytes = Buffer.from("één bestand\n{}");
  const sent = await api.sendDocument(101, new InputFile(bytes, "mijn-gegevens.json"), {
    caption: "Van jou",
    reply_markup: keyboard("dank je"),
  });
  expect(sent.document).toMatchObject({ file_name: "mijn-gegevens.json", file_size: bytes.length });
  const shown = amira.lastBotMessage();
  expect(shown).toMatchObject({
    text: "Van jou",
    document: { fileName: "mijn-gegevens.json" },
    buttons: [[{ text: "dank je" }]],
  });
  const fileId = shown?.document?.fileId ?? "";
  expect(Buffer.from(amira.download(fileId)?.bytes ?? []).equals(bytes)).toBe(true);
  const { file_path } = await api.getFile(fileId);
  const answer = await fetch(`${simulator.url}/file/bot${TOKEN}/${file_path}`);
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  expect(simulator.calls.at(-2)).toMatchObject({
    method: "sendDocument",
    params: { document: "mijn-gegevens.json" },
    status: 200,
  });

  // Known to Telegram by now, a file can be sent again by its number alone.
  await api.sendDocument(101, fileId);
  await api.deleteMessage(101, sent.message_id);
  expect(amira.download(fileId)).toBeDefined();
  await api.deleteMessage(101, amira.lastBotMessage()?.id ?? 0);
  expect(amira.download(fileId)).toBeUndefined();
});

test.each([
  ["no document", undefined, undefined, "Bad Request: there is no document in the request"],
  ["an empty file", Buffer.alloc(0), undefined, "Bad Request: file must be non-empty"],
  ["a caption of 1025 characters", Buffer.from("x"), "x".repeat(1025), "message caption is too long"],
] as const)("refuses %s", async (_what, bytes, caption, description) => {
  const { simulator, amira } = await rig();
  amira.start();
  const form = new FormData();
  form.set("chat_id", "101");
  if (bytes) form.set("document", new File([bytes], "a.txt"));
  if (caption) form.set("caption", caption);
  const answer = await fetch(`${simulator.url}/bot${TOKEN}/sendDocument`, { method: "POST", body: form });
  expect(answer.status).toBe(400);
  const refusal = (await answer.json()) as { description: string };
  expect(refusal.description).toContain(description);
  expect(amira.messages()).toHaveLength(1);
});

test("refuses a file of more than 50 MB, and any other form as large", async () => {
  const { simulator, amira } = await rig();
  amira.start();
  const form = new FormData();
  form.set("chat_id", "101");
  form.set("document", new File([new Uint8Array(50 * 1024 * 1024 + 1)], "a.bin"));
  const answer = await fetch(`${simulator.url}/bot${TOKEN}/sendDocument`, { method: "POST", body: form });
  expect(answer.status).toBe(413);
  expect(amira.messages()).toHaveLength(1);
});
