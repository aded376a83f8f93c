import { expect, test } from "vitest";
import type { Said } from "../../src/checkin/hear-words.ts";
import { leavesFile, saidOf } from "../../src/telegram/said-of.ts";
import { wordsOf } from "../../src/telegram/words-of.ts";

const boss = { forward_origin: { type: "hidden_user", sender_user_name: "Baas", date: 0 } };
const voice = { voice: { file_id: "V", file_unique_id: "v", duration: 30 } };
const photo = { photo: [{ file_id: "P", file_unique_id: "p", width: 1, height: 1 }] };
const location = { latitude: 52, longitude: 5 };
const document = { document: { file_id: "D", file_unique_id: "d" } };

test.each<[string, object, Said | undefined, boolean]>([
  ["a text", { text: "Hoi" }, { kind: "text", text: "Hoi" }, false],
  [
    "a voice note with words beneath it is a voice note",
    { ...voice, caption: "luister" },
    { kind: "voice", fileId: "V", seconds: 30, caption: "luister" },
    false,
  ],
  [
    "somebody else's voice note",
    { ...voice, ...boss },
    { kind: "voice", fileId: "V", seconds: 30, caption: "↪️ Baas" },
    false,
  ],
  ["somebody else's photo", { ...photo, ...boss }, { kind: "photo", fileId: "P", caption: "↪️ Baas" }, false],
  [
    "somebody else's photo with words",
    { ...photo, ...boss, caption: "kijk" },
    { kind: "photo", fileId: "P", caption: "↪️ Baas\nkijk" },
    false,
  ],
  [
    "a place with a name",
    { location, venue: { location, title: "Loket", address: "Dorpsstraat 1" } },
    { kind: "place", ...location, caption: "Loket, Dorpsstraat 1" },
    false,
  ],
  ["of a file the words", { ...document, caption: "mijn brief" }, { kind: "text", text: "mijn brief" }, true],
  ["a file alone", document, undefined, false],
  ["somebody else's file alone", { ...document, ...boss }, undefined, false],
  [
    "of a video the words",
    { video: { file_id: "F" }, caption: "kijk" },
    { kind: "text", text: "kijk" },
    true,
  ],
])("%s", (_, message, said, leaves) => {
  const ctx = { message, isRestOfAlbum: false } as never;
  expect(saidOf(ctx)).toEqual(said);
  expect(leavesFile(ctx)).toBe(leaves);
});

test("outside talks a voice note with words beneath it is a voice note too", () => {
  const message = { ...voice, caption: "luister", message_id: 7 };
  expect(wordsOf({ message } as never)).toEqual({
    ...{ kind: "voice", fileId: "V", seconds: 30, caption: "luister" },
    messageId: 7,
  });
});
