import type { Update } from "@grammyjs/types";
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import type { Clock } from "../clock.ts";
import type { Fault, Faults } from "./faults.ts";
import type { Group } from "./group.ts";
import type { Person, Phone } from "./phone.ts";
import type { Profile } from "./profile.ts";
import type { UpdateWatch } from "./update-queue.ts";
import type { WorldStore } from "./world-store.ts";

/** The web server's routes, to which a demo page can be added at any time. */
export type SimulatorApp = Hono<{ Bindings: HttpBindings }>;

/** One call the bot made. */
export interface ApiCall {
  method: string;
  params: Record<string, unknown>;
  /** The HTTP status of the answer; 0 when none was given (a call that hung, or a broken connection). */
  status: number;
  at: Date;
}

/** What only whoever watches from outside needs of a call. */
export interface CallDetails {
  begunAt: Date;
  /** The fault that was acted out. */
  fault?: Fault["kind"];
  /** What the call gave; undefined when it was not carried out, whatever the bot heard of it. */
  result: unknown;
}

/** What a simulator needs. */
export interface SimulatorOptions {
  clock: Clock;
  token: string;
  botId?: number;
  username?: string;
  /** 0 or left out: any free port. */
  port?: number;
  /** Also refuse messages that come faster than Telegram allows, by the clock. */
  paced?: boolean;
  /** How long the bot may take for an update posted to its webhook, in real milliseconds; 10 seconds when left out. */
  webhookTimeoutMs?: number;
  /** Where chats and updates outlive the process; in memory alone when left out. */
  store?: WorldStore;
  /** Hears of each call once it is answered, before the answer leaves. */
  onCall?: (call: ApiCall, details: CallDetails) => void;
  /** Watches the updates come and go. */
  updates?: UpdateWatch;
}

/** A Telegram of one's own, for one bot. */
export interface Simulator {
  /** The address of the server, without a slash at the end: grammY's `apiRoot`. */
  readonly url: string;
  readonly token: string;
  readonly bot: { readonly id: number; readonly username: string };
  /** The newest calls, oldest first. */
  readonly calls: readonly ApiCall[];
  readonly faults: Faults;
  readonly app: SimulatorApp;
  /** What the bot said about itself. */
  readonly profile: Profile;
  /** The phone of this person; the same one each time for the same number. */
  phone(person: Person): Phone;
  phones(): Phone[];
  /** A message in a group; the group is made when new. */
  groupMessage(chatId: number, text: string, from: Person): void;
  /** Somebody adds the bot to a group. */
  addedToGroup(chatId: number): void;
  /** What became of a group; undefined when the bot never was in it. */
  group(chatId: number): Group | undefined;
  /** Sends any update, as it is; the number is given by the simulator. */
  inject(update: Omit<Update, "update_id">): void;
  /** How many updates the bot has not confirmed yet. */
  pendingUpdates(): number;
  /** The chats of those updates. */
  pendingChats(): ReadonlySet<number>;
  /** Whether the bot waits in getUpdates at this moment. */
  polling(): boolean;
  /** Hears of every change in any chat; the answer stops that. */
  onChange(listener: () => void): () => void;
  /** Ends all waiting calls and deliveries and frees the port. */
  close(): Promise<void>;
}
