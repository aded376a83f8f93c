import { chatMethods } from "./chat-methods.ts";
import { editMethods } from "./edit-methods.ts";
import type { Method } from "./method.ts";
import { profileMethods } from "./profile-methods.ts";
import { sendMethods } from "./send-methods.ts";
import { updateMethods } from "./update-methods.ts";

/** Every method the simulator knows, under its name in small letters: Telegram does not look at capitals. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [...updateMethods, ...sendMethods, ...editMethods, ...chatMethods, ...profileMethods].map((method) => [
    method.name.toLowerCase(),
    method,
  ]),
);
