import type { Topic } from "../knowledge/item.ts";

/** The subjects of the menu, each with the topics in it: a tap shows all its questions, a second one the answer. */
export const topicGroups = {
  mbo: ["mbo-levels", "bol-bbl", "entree", "stacking-mbo", "havo-hbo"],
  admission: ["mbo-admission", "april-deadline", "numerus-fixus", "orientation-talk", "intake"],
  support: ["study-with-disability", "transfer-passport"],
  guidance: ["career-guidance-what"],
  rights: ["career-guidance-right", "after-school-support-length"],
  work: ["work-after-school", "job-agreement-register", "sheltered-work"],
  money: ["wajong", "income-bridge", "day-activities"],
  home: ["parent-help-home"],
  newcomers: ["isk-routes", "dutch-school-system"],
  help: ["who-can-help"],
  robot: ["consent-privacy", "stop-messages", "talk-to-human"],
} as const satisfies Readonly<Record<string, readonly Topic[]>>;
export type TopicGroup = keyof typeof topicGroups;

export const isTopicGroup = (name: string): name is TopicGroup => Object.hasOwn(topicGroups, name);
