import { themes } from "../checkin/question-set.ts";
import type { contactRecord } from "../db/schema/index.ts";

export type ContactRow = typeof contactRecord.$inferSelect;
export type ContactChannel = ContactRow["channel"];

/** The ways of a contact (CAP-13), those of every day first. */
export const contactChannels = [
  "phone",
  "whatsapp",
  "visit",
  "telegram",
  "sms",
  "email",
  "letter",
  "other",
] as const satisfies readonly ContactChannel[];
/** They stand beside somebody's name; the rest is one tap further. */
export const commonChannels = ["phone", "whatsapp", "visit"] as const satisfies readonly ContactChannel[];

/** What a talk was about: the themes of the questions, but for the strengths, which are the robot's last question. */
export const contactThemes = themes.filter((theme) => theme !== "strength");
export type ContactTheme = (typeof contactThemes)[number];

/** Minutes that a tap says; others are typed. */
export const quickMinutes = [5, 15, 30, 60] as const;
/** A day's work: nobody talks longer, so more than this is a slip. */
export const mostMinutes = 600;

/** How long a contact can be taken back, in minutes. */
export const undoMinutes = 10;
/** How many days it can be completed: the message that shows it is forgotten after thirty. */
export const correctDays = 14;
/** A note is short and factual (domain 6.2). */
export const longestNote = 1_000;

/** When it was written down; rows of before this was kept were written at the contact itself. */
export const notedAtOf = ({ notedAt, at }: Pick<ContactRow, "notedAt" | "at">): Date => notedAt ?? at;

export const findChannel = (word: string): ContactChannel | undefined =>
  contactChannels.find((channel) => channel === word);
export const findTheme = (word: string): ContactTheme | undefined =>
  contactThemes.find((theme) => theme === word);
