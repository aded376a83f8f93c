import appointment from "../../locales/nl/appointment.json" with { type: "json" };
import caseload from "../../locales/nl/caseload.json" with { type: "json" };
import checkin from "../../locales/nl/checkin.json" with { type: "json" };
import contact from "../../locales/nl/contact.json" with { type: "json" };
import delivery from "../../locales/nl/delivery.json" with { type: "json" };
import escalation from "../../locales/nl/escalation.json" with { type: "json" };
import people from "../../locales/nl/people.json" with { type: "json" };
import programme from "../../locales/nl/programme.json" with { type: "json" };
import questions from "../../locales/nl/questions.json" with { type: "json" };
import rights from "../../locales/nl/rights.json" with { type: "json" };
import simulator from "../../locales/nl/simulator.json" with { type: "json" };
import talk from "../../locales/nl/talk.json" with { type: "json" };
import telegram from "../../locales/nl/telegram.json" with { type: "json" };

/** The Dutch texts, one file a room. Keys are typed from them; every other language is read from its folder at the start. */
export const dutch = {
  appointment,
  caseload,
  checkin,
  contact,
  delivery,
  escalation,
  people,
  programme,
  questions,
  rights,
  simulator,
  talk,
  telegram,
};

export type Dutch = typeof dutch;
export type Room = keyof Dutch;
export const rooms = Object.keys(dutch) as readonly Room[];
