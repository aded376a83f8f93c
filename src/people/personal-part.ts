import type { PersonalPart } from "../privacy/personal-part.ts";
import { forgetStaff } from "./forget-staff.ts";
import { eraseChat, erasePerson } from "./personal/erase-person.ts";
import { endLinkings, forgetGuesses, forgetStrangers } from "./personal/forget-in-time.ts";
import { showPerson } from "./personal/show-person.ts";

/** Who somebody is, how they came in and what they agreed to. */
export const peoplePart: PersonalPart = {
  name: "people",
  gather: showPerson,
  erase: erasePerson,
  eraseChat,
  retain: {
    guesses: forgetGuesses,
    strangerChats: forgetStrangers,
    linkings: endLinkings,
    staff: forgetStaff,
  },
};
