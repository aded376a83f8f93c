import type { User } from "@grammyjs/types";
import type { Clock } from "../clock.ts";
import type { Callbacks } from "./callbacks.ts";
import type { Changes } from "./changes.ts";
import type { Chats } from "./chats.ts";
import type { Files } from "./files.ts";
import type { LongPoll } from "./long-poll.ts";
import type { Profile } from "./profile.ts";
import type { UpdateQueue } from "./update-queue.ts";
import type { Webhook } from "./webhook.ts";

/** Everything Telegram knows in this simulation. */
export interface World {
  readonly clock: Clock;
  readonly bot: User & { username: string };
  readonly chats: Chats;
  readonly updates: UpdateQueue;
  readonly longPoll: LongPoll;
  readonly webhook: Webhook;
  readonly callbacks: Callbacks;
  readonly files: Files;
  readonly profile: Profile;
  /** Rings when a chat's transcript became longer. */
  readonly transcripts: Changes;
}
