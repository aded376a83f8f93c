import type { Language } from "../i18n/language.ts";

/** Somebody with a phone on the page. */
export interface CastMember {
  /** Telegram's number of the person. */
  readonly id: number;
  readonly name: string;
  readonly role: "alumnus" | "caseWorker" | "parent";
  /** The language of the phone, which Telegram tells the bot. */
  readonly language: Language;
  /** The school's own number of an alumnus. */
  readonly ownNumber?: string;
  /** The invitation that the school handed over, and when, or the link of its poster; used by the first start. */
  readonly card: { readonly token: string; readonly at: Date };
}

/** Where a rehearsal begins: with people who take part already, or before anybody did anything. */
export const starts = ["story", "empty"] as const;
export type Start = (typeof starts)[number];

/** The people of the story. Nobody in here is real. */
export const story = {
  school: "De Linde",
  /** Whose phone is not on the page: she signed the safety sheet, and with her there are two whom the robot reaches. */
  coordinator: { id: 10, name: "Carla Mol" },
  worker: { id: 11, name: "Fatima de Vries" },
  first: { id: 12, name: "Daan Bakker" },
  second: { id: 13, name: "Yara Haddad", language: "ar" },
} as const;

/** As many phones as fit. */
export const mostPhones = 6;

export const firstNameOf = (name: string): string => name.split(" ")[0] ?? name;
