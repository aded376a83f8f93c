import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { story } from "../../src/simulator/cast.ts";
import type { ChatMessage } from "../../src/simulator/chat-message.ts";
import { startStage } from "../../src/simulator/start-stage.ts";
import { openWorldStore } from "../../src/simulator/world-store.ts";
import { freePort, type RunningDemo, refusedDemo, runDemo } from "../support/run-demo.ts";

/** The demo as a process: what it refuses, and that a rehearsal in a folder goes on after kill -9. */
// Several starts of whole processes, each with a database of its own, on machines that do other things as well.
const patience = 400_000;
const daan = 12;

let running: RunningDemo | undefined;
const folders: string[] = [];
afterEach(async () => {
  await running?.end("SIGKILL");
  running = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-demo-"));
  folders.push(folder);
  return path.join(folder, "rehearsal");
}

interface State {
  world: string;
  now: string;
  phones: { id: number; messages: ChatMessage[] }[];
}

/** The state that the page would show now. */
async function stateOf({ url }: RunningDemo): Promise<State> {
  const stop = new AbortController();
  const answer = await fetch(`${url}/phones/events`, { signal: stop.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  while (!read.includes("\n\n")) {
    const more = await reader?.read();
    if (!more || more.done) throw new Error("The stream ended");
    read += more.value;
  }
  stop.abort();
  return JSON.parse(read.slice(0, read.indexOf("\n\n")).replace(/^data: /, "")) as State;
}

const chatOf = (state: State) => state.phones.find(({ id }) => id === daan)?.messages ?? [];

async function send({ url }: RunningDemo, text: string): Promise<number> {
  const headers = { "content-type": "application/json", origin: url };
  const body = JSON.stringify({ text });
  return (await fetch(`${url}/phones/${daan}/send`, { method: "POST", headers, body })).status;
}

test(
  "a flag that is none is told in a sentence, with how the demo is used",
  async () => {
    const { code, said } = await refusedDemo(["--prot", "9000"]);
    expect(code).toBe(1);
    expect(said).toContain("--prot");
    expect(said).toContain("npm run demo --");
  },
  patience,
);

test(
  "where a BOT_TOKEN is set it does not start, whatever the flags say",
  async () => {
    const { code, said } = await refusedDemo(["--folder", freshFolder()], { BOT_TOKEN: "1:real" });
    expect(code).toBe(1);
    expect(said).toContain("the demo does not start");
    expect(existsSync(folders[0] ? path.join(folders[0], "rehearsal") : "")).toBe(false);
  },
  patience,
);

test(
  "a named port that is taken is an error, and nothing else is tried",
  async () => {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    try {
      const { code, said } = await refusedDemo(["--port", String(port)]);
      expect(code).toBe(1);
      expect(said).toContain(`Port ${port} is in use by another program.`);
    } finally {
      server.close();
    }
  },
  patience,
);

test(
  "a rehearsal in a folder goes on after kill -9: the chats are there, and what was just said is answered",
  async () => {
    const folder = freshFolder();
    running = await runDemo(["--folder", folder, "--language", "en"]);
    expect(await send(running, "/help")).toBe(200);
    const before = await stateOf(running);
    expect(chatOf(before).at(-2)).toMatchObject({ from: "person", text: "/help" });

    const second = await refusedDemo(["--folder", folder]);
    expect(second.code).toBe(1);
    expect(second.said).toContain("in use by another process");

    // The answer is still to come when the process dies.
    const cutOff = send(running, "/privacy").catch(() => 0);
    const { url } = running;
    await fetch(`${url}/phones/${daan}/transcript`);
    await running.end("SIGKILL");
    await cutOff;

    running = await runDemo(["--folder", folder]);
    const after = await stateOf(running);
    expect(after.world).toBe(before.world);
    expect(new Date(after.now).getTime()).toBeGreaterThanOrEqual(new Date(before.now).getTime());
    expect(chatOf(after).slice(0, chatOf(before).length)).toEqual(chatOf(before));
    for (const { id, messages } of before.phones)
      expect(after.phones.find((phone) => phone.id === id)?.messages.length).toBeGreaterThanOrEqual(
        messages.length,
      );
    const added = chatOf(after).slice(chatOf(before).length);
    // Killed before the message came in, or after it: never a message without its answer.
    if (added.length > 0) {
      expect(added[0]).toMatchObject({ from: "person", text: "/privacy" });
      expect(added[1]).toMatchObject({ from: "bot" });
    }
    expect(await send(running, "/language")).toBe(200);
    expect(
      chatOf(await stateOf(running))
        .at(-1)
        ?.buttons?.flat().length,
    ).toBeGreaterThan(1);
  },
  patience,
);

test(
  "a beginning that was cut off is begun anew; a folder without its key or its phones is refused",
  async () => {
    const folder = freshFolder();
    const beginning = { start: "empty", language: "nl" } as const;
    const stage = await startStage(beginning, folder);
    const { world } = stage.notes();
    await stage.close();
    const key = path.join(folder, "demo.key");
    renameSync(key, `${key}.away`);
    await expect(startStage(beginning, folder)).rejects.toThrow("the key (demo.key) is gone");
    renameSync(`${key}.away`, key);
    const phones = path.join(folder, "phones.sqlite");
    renameSync(phones, `${phones}.away`);
    await expect(startStage(beginning, folder)).rejects.toThrow("a database without its phones");
    renameSync(`${phones}.away`, phones);

    const store = openWorldStore(phones);
    // As it is until a beginning is whole: the notes are the last thing that is written.
    store.empty();
    store.close();
    const anew = await startStage(beginning, folder);
    expect(anew.notes().world).not.toBe(world);
    // The coordinator's phone, which is not on the page, has joined again.
    const onPage = anew.simulator.phones().filter(({ user }) => user.id !== story.coordinator.id);
    expect(onPage.map((phone) => phone.messages().length)).toEqual([0, 0, 0]);
    await anew.close();
  },
  patience,
);
