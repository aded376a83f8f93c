import type { World } from "./world.ts";
import type { StoreRow, WorldStore } from "./world-store.ts";

/**
 * Writes down what changes, until the answer is called. All that changes in one go is written in one go, and before the bot
 * or a page hears of it: a message that was confirmed to the bot is there after a kill, and so is a person's message
 * together with the update that carries it.
 */
export function keepWorld(world: World, store: WorldStore): () => void {
  const written = new Map<string, string>();
  let planned = false;

  function changed(): StoreRow[] {
    const rows: StoreRow[] = [];
    const add = (kind: StoreRow["kind"], chatId: number, key: number | string, body: string) => {
      const place = `${kind} ${chatId} ${key}`;
      if (written.get(place) === body) return;
      written.set(place, body);
      rows.push({ kind, chatId, key, body });
    };
    for (const { id, info, person, standing, messages, toasts, lines } of world.chats.all()) {
      add("chat", id, id, JSON.stringify({ info, person, standing, toasts }));
      for (const message of messages) add("message", id, message.message.message_id, JSON.stringify(message));
      for (const [index, line] of lines.entries()) add("line", id, index, JSON.stringify(line));
    }
    add("note", 0, "updates", JSON.stringify(world.updates.saved()));
    add("note", 0, "callbacks", JSON.stringify(world.callbacks.saved()));
    add("note", 0, "files", JSON.stringify(world.files.all()));
    add("note", 0, "now", world.clock.now().toISOString());
    return rows;
  }

  const write = () => {
    planned = false;
    store.write(changed());
  };
  const plan = () => {
    if (planned) return;
    planned = true;
    queueMicrotask(write);
  };
  write();
  const stops = [world.chats.changes, world.updates.arrivals, world.transcripts].map((bell) =>
    bell.listen(plan),
  );
  return () => {
    for (const stop of stops) stop();
    write();
  };
}
