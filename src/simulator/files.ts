import type { File } from "@grammyjs/types";

/** What a file id stands for. */
export interface KeptFile {
  kind: "voice" | "sticker" | "photo";
  seconds: number;
  file: Required<Pick<File, "file_id" | "file_unique_id" | "file_size" | "file_path">>;
}

/** The files people sent. */
export interface Files {
  add(kind: KeptFile["kind"], seconds?: number): KeptFile;
  find(fileId: string): KeptFile | undefined;
  findByPath(path: string): KeptFile | undefined;
  all(): KeptFile[];
}

const FOLDER = { voice: "voice", sticker: "stickers", photo: "photos" };
const ENDING = { voice: "oga", sticker: "webp", photo: "jpg" };

/** No files yet, or those that were saved. */
export function createFiles(saved: readonly KeptFile[] = []): Files {
  const files = new Map<string, KeptFile>(saved.map((kept) => [kept.file.file_id, kept]));
  return {
    add(kind, seconds = 0) {
      const number = files.size + 1;
      const kept: KeptFile = {
        kind,
        seconds,
        file: {
          file_id: `simulated-${kind}-${number}`,
          file_unique_id: `unique-${kind}-${number}`,
          file_size: 1000 + seconds * 2000,
          file_path: `${FOLDER[kind]}/file_${number}.${ENDING[kind]}`,
        },
      };
      files.set(kept.file.file_id, kept);
      return kept;
    },
    find: (fileId) => files.get(fileId),
    findByPath: (path) => [...files.values()].find((kept) => kept.file.file_path === path),
    all: () => [...files.values()],
  };
}
