import { appointmentPart } from "../appointment/personal-part.ts";
import { checkinPart } from "../checkin/personal-part.ts";
import { contactPart } from "../contact/personal-part.ts";
import { deliveryPart } from "../delivery/personal-part.ts";
import { escalationPart } from "../escalation/personal-part.ts";
import { peoplePart } from "../people/personal-part.ts";
import type { PersonalPart } from "../privacy/personal-part.ts";
import { programmePart } from "../programme/personal-part.ts";
import { questionsPart } from "../questions/personal-part.ts";
import { talkPart } from "../talk/personal-part.ts";

/**
 * Every room's part, in the order in which a person reads them and in which they are erased. A room that begins to store
 * something about people adds its part here; a test holds that no table about people is left out.
 */
export const personalParts: readonly PersonalPart[] = [
  peoplePart,
  checkinPart,
  appointmentPart,
  programmePart,
  contactPart,
  questionsPart,
  talkPart,
  escalationPart,
  deliveryPart,
];
