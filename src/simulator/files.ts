import type { File } from "@grammyjs/types";

/** What a file id stands for. */
export interface KeptFile {
  kind: "voice" | "sticker" | "photo" | "document";
  seconds: number;
  /** What the bot uploaded, in base64 so that it can be kept; the files of people are made of nothing. */
  upload?: { name: string; mimeType: string; base64: string };
  file: Required<Pick<File, "file_id" | "file_unique_id" | "file_size" | "file_path">>;
}

/** A file as it was uploaded. */
export interface Upload {
  name: string;
  mimeType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What was uploaded under this file, as it was. */
export function uploadOf(kept: KeptFile | undefined): Upload | undefined {
  if (!kept?.upload) return undefined;
  const { name, mimeType, base64 } = kept.upload;
  return { name, mimeType, bytes: new Uint8Array(Buffer.from(base64, "base64")) };
}

/** The files that people and the bot sent. */
export interface Files {
  add(kind: KeptFile["kind"], seconds?: number): KeptFile;
  addUpload(upload: Upload): KeptFile;
  find(fileId: string): KeptFile | undefined;
  findByPath(path: string): KeptFile | undefined;
  all(): KeptFile[];
}

const FOLDER = { voice: "voice", sticker: "stickers", photo: "photos", document: "documents" };
const ENDING = { voice: "oga", sticker: "webp", photo: "jpg", document: "bin" };

/** No files yet, or those that were saved. */
export function createFiles(saved: readonly KeptFile[] = []): Files {
  const files = new Map<string, KeptFile>(saved.map((kept) => [kept.file.file_id, kept]));
  function add(kind: KeptFile["kind"], seconds = 0): KeptFile {
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
  }
  return {
    add,
    addUpload(upload) {
      const kept = add("document");
      const base64 = Buffer.from(upload.bytes).toString("base64");
      kept.upload = { name: upload.name, mimeType: upload.mimeType, base64 };
      kept.file.file_size = upload.bytes.length;
      return kept;
    },
    find: (fileId) => files.get(fileId),
    findByPath: (path) => [...files.values()].find((kept) => kept.file.file_path === path),
    all: () => [...files.values()],
  };
}
