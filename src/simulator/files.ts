import type { File } from "@grammyjs/types";

/** What a file id stands for. */
export interface KeptFile {
  kind: "voice" | "sticker" | "photo" | "document";
  seconds: number;
  /** What the bot uploaded; the files of people are made of nothing. */
  upload?: Upload;
  file: Required<Pick<File, "file_id" | "file_unique_id" | "file_size" | "file_path">>;
}

/** A file as it was uploaded. */
export interface Upload {
  name: string;
  mimeType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The files that people and the bot sent. */
export interface Files {
  add(kind: KeptFile["kind"], seconds?: number): KeptFile;
  addUpload(upload: Upload): KeptFile;
  find(fileId: string): KeptFile | undefined;
  findByPath(path: string): KeptFile | undefined;
}

const FOLDER = { voice: "voice", sticker: "stickers", photo: "photos", document: "documents" };
const ENDING = { voice: "oga", sticker: "webp", photo: "jpg", document: "bin" };

/** No files yet. */
export function createFiles(): Files {
  const files = new Map<string, KeptFile>();
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
      kept.upload = upload;
      kept.file.file_size = upload.bytes.length;
      return kept;
    },
    find: (fileId) => files.get(fileId),
    findByPath: (path) => [...files.values()].find((kept) => kept.file.file_path === path),
  };
}
