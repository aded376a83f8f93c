import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import { apiRoutes } from "./api-routes.ts";
import { createCallbacks } from "./callbacks.ts";
import { createChanges } from "./changes.ts";
import { chatOfUpdate } from "./chat-of-update.ts";
import { createChats } from "./chats.ts";
import { createFaults } from "./faults.ts";
import { createFiles } from "./files.ts";
import { addToGroup, createGroup, writeInGroup } from "./group.ts";
import { keepWorld } from "./keep-world.ts";
import { createLongPoll } from "./long-poll.ts";
import { createPace } from "./pace.ts";
import { asUser, createPhone, type Phone } from "./phone.ts";
import { createProfile } from "./profile.ts";
import type { ApiCall, Simulator, SimulatorApp, SimulatorOptions } from "./simulator.ts";
import { createUpdateQueue } from "./update-queue.ts";
import { createWebhook } from "./webhook.ts";
import type { World } from "./world.ts";

/** Older calls are forgotten: a demo runs for days. */
const KEPT_CALLS = 20_000;

/** Starts a Telegram on this machine's loopback address. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { clock, token } = options;
  const world = createWorld(options);
  const stopKeeping = options.store && keepWorld(world, options.store);
  const faults = createFaults();
  const closing = new AbortController();
  const calls: ApiCall[] = [];
  const phones = new Map<number, Phone>();

  // The trie router alone takes new routes after the first request: the demo page is added later.
  const app: SimulatorApp = new Hono<{ Bindings: HttpBindings }>({ router: new TrieRouter() });
  apiRoutes(app, {
    world,
    token,
    faults,
    pace: options.paced ? createPace(clock) : undefined,
    closing: closing.signal,
    record(call, details) {
      calls.push(call);
      if (calls.length > KEPT_CALLS) calls.shift();
      options.onCall?.(call, details);
    },
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listen(server, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}`,
    token,
    bot: { id: world.bot.id, username: world.bot.username },
    calls,
    faults,
    app,
    profile: world.profile,
    phone(person) {
      const phone = phones.get(person.id) ?? createPhone(world, world.chats.private(asUser(person)), person);
      phones.set(person.id, phone);
      return phone;
    },
    phones: () => [...phones.values()],
    groupMessage: (chatId, text, from) => writeInGroup(world, chatId, text, asUser(from)),
    addedToGroup: (chatId) => addToGroup(world, chatId),
    group(chatId) {
      const chat = world.chats.all().find(({ id, person }) => id === chatId && !person);
      return chat && createGroup(chat);
    },
    inject(update) {
      world.updates.push(update);
    },
    pendingUpdates: () => world.updates.pending().length,
    pendingChats: () => new Set(world.updates.pending().map(chatOfUpdate)),
    polling: world.longPoll.waiting,
    onChange: world.chats.changes.listen,
    async close() {
      world.webhook.close();
      world.longPoll.end();
      faults.clear();
      closing.abort();
      await shut(server);
      stopKeeping?.();
    },
  };
}

function createWorld(options: SimulatorOptions): World {
  const { clock } = options;
  const saved = options.store?.load();
  const updates = createUpdateQueue(saved?.updates, options.updates);
  const chats = createChats(saved?.chats);
  return {
    clock,
    bot: {
      id: options.botId ?? 7_000_000_001,
      is_bot: true,
      first_name: "In Beeld",
      username: options.username ?? "in_beeld_bot",
    },
    chats,
    updates,
    longPoll: createLongPoll(updates),
    webhook: createWebhook(updates, clock, options.webhookTimeoutMs ?? 10_000),
    callbacks: createCallbacks(clock, chats, saved?.callbacks),
    files: createFiles(saved?.files),
    profile: createProfile(),
    transcripts: createChanges(),
  };
}

type Server = ReturnType<typeof createAdaptorServer>;

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
