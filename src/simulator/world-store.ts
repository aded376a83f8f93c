import { DatabaseSync } from "node:sqlite";
import type { SavedCallbacks } from "./callbacks.ts";
import type { SavedChat, StoredMessage, Toast } from "./chat.ts";
import type { KeptFile } from "./files.ts";
import type { TranscriptLine } from "./transcript.ts";
import type { SavedUpdates } from "./update-queue.ts";

/** What Telegram knew when the process ended. */
export interface SavedWorld {
  readonly chats: readonly SavedChat[];
  readonly updates: SavedUpdates;
  readonly callbacks: SavedCallbacks;
  readonly files: readonly KeptFile[];
}

/** A row that is to be written: of a chat, of a message in it, of a line of its transcript, or a note. */
export interface StoreRow {
  readonly kind: "chat" | "message" | "line" | "note";
  /** The chat's number; 0 for a note. */
  readonly chatId: number;
  /** The message's or line's number; a note's name. */
  readonly key: number | string;
  readonly body: string;
}

/** A simulated Telegram on disk. Every write is done when the call returns and survives the end of the process. */
export interface WorldStore {
  /** What was kept; undefined when nothing was. */
  load(): SavedWorld | undefined;
  /** Writes all rows or none. */
  write(rows: readonly StoreRow[]): void;
  /** A note that somebody kept beside the world, such as the time in the demo. */
  note(name: string): string | undefined;
  /** Forgets everything, notes included. */
  empty(): void;
  close(): void;
}

/**
 * Opens or makes the file. Nobody else may have it open: the caller holds the folder's lock. Not synced to the disk, as the
 * demo's database is not: a killed process loses nothing, a power cut may.
 */
export function openWorldStore(file: string): WorldStore {
  const sqlite = new DatabaseSync(file);
  sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  sqlite.exec(
    "CREATE TABLE IF NOT EXISTS kept (kind TEXT, chat_id INTEGER, key, body TEXT NOT NULL, PRIMARY KEY (kind, chat_id, key)) STRICT".replace(
      " key,",
      " key ANY,",
    ),
  );
  const upsert = sqlite.prepare("INSERT OR REPLACE INTO kept (kind, chat_id, key, body) VALUES (?, ?, ?, ?)");
  const select = sqlite.prepare("SELECT body FROM kept WHERE kind = ? AND chat_id = ? ORDER BY key");
  const bodiesOf = <Body>(kind: StoreRow["kind"], chatId: number): Body[] =>
    select.all(kind, chatId).map(({ body }) => JSON.parse(String(body), readDates) as Body);
  const note = (name: string) => {
    const row = sqlite.prepare("SELECT body FROM kept WHERE kind = 'note' AND key = ?").get(name);
    return row ? String(row.body) : undefined;
  };
  const rest = <Body>(name: string): Body | undefined => {
    const body = note(name);
    return body === undefined ? undefined : (JSON.parse(body, readDates) as Body);
  };

  return {
    load() {
      const updates = rest<SavedUpdates>("updates");
      const callbacks = rest<SavedCallbacks>("callbacks");
      const files = rest<KeptFile[]>("files");
      if (!updates || !callbacks || !files) return undefined;
      const heads = sqlite
        .prepare("SELECT chat_id, body FROM kept WHERE kind = 'chat' ORDER BY chat_id")
        .all();
      const chats = heads.map(({ chat_id, body }) => ({
        ...(JSON.parse(String(body), readDates) as Pick<SavedChat, "info" | "person" | "standing"> & {
          toasts: Toast[];
        }),
        messages: bodiesOf<StoredMessage>("message", Number(chat_id)),
        lines: bodiesOf<TranscriptLine>("line", Number(chat_id)),
      }));
      return { chats, updates, callbacks, files };
    },
    write(rows) {
      if (rows.length === 0) return;
      sqlite.exec("BEGIN");
      try {
        for (const { kind, chatId, key, body } of rows) upsert.run(kind, chatId, key, body);
        sqlite.exec("COMMIT");
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
    note,
    empty: () => sqlite.exec("DELETE FROM kept"),
    close: () => sqlite.close(),
  };
}

/** Instants are written as ISO 8601 in fields named `at`, and come back as what they were. */
function readDates(name: string, value: unknown): unknown {
  return name === "at" && typeof value === "string" ? new Date(value) : value;
}
