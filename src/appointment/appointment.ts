import type { appointment, ownHours } from "../db/schema/index.ts";

export type AppointmentRow = typeof appointment.$inferSelect;
/** After so many days without a word how it went an appointment is nothing to wait for, and makes way for another. */
export const forgottenDays = 7;

export const isForgotten = ({ startsAt }: { readonly startsAt: Date | null }, now: Date): boolean =>
  startsAt !== null && startsAt.getTime() < now.getTime() - forgottenDays * 86_400_000;

export type AppointmentForm = AppointmentRow["form"];
export type AppointmentPlace = AppointmentRow["place"];
export type OwnHoursRow = typeof ownHours.$inferSelect;

/** What an organisation wants otherwise. */
export interface AppointmentSettings {
  /** How long a talk by phone, and one in person, takes; minutes. */
  readonly phoneMinutes?: number;
  readonly physicalMinutes?: number;
  /** How long beforehand it is made at the latest; hours. */
  readonly noticeHours?: number;
  /** False: the robot offers no times by itself; a human does. */
  readonly robotOffers?: boolean;
}

/** Ours; the sources name none. */
export const usualSettings: Required<AppointmentSettings> = {
  phoneMinutes: 30,
  physicalMinutes: 45,
  noticeHours: 24,
  robotOffers: true,
};

export const settingsOf = (own: AppointmentSettings | null): Required<AppointmentSettings> => ({
  ...usualSettings,
  ...own,
});

export const minutesOf = (own: AppointmentSettings | null, form: AppointmentForm): number => {
  const { phoneMinutes, physicalMinutes } = settingsOf(own);
  return form === "phone" ? phoneMinutes : physicalMinutes;
};

export const findForm = (word: string): AppointmentForm | undefined =>
  (["phone", "physical"] as const).find((one) => one === word);

/** Where it is until somebody says otherwise: on the number that we know, at the school. */
export const usualPlace = (form: AppointmentForm): AppointmentPlace =>
  form === "phone" ? "phone" : "school";

/** How far ahead times are looked for. */
export const daysAhead = 28;
/** An offer that nobody took is over after so many days; its buttons then bring new times. */
export const offerDays = 7;
/** A place is a few words. */
export const longestPlace = 120;
/** So long after the end, in minutes, the case worker is asked how it went; again on so many later mornings. */
export const askAfterMinutes = 10;
export const mostAsked = 3;
/** So many hours of theirs that lie ahead can one of the staff type. */
export const mostOwnHours = 60;
