import type { MovableClock } from "../clock.ts";
import { autonyms, type Language } from "../i18n/language.ts";
import type { Texts } from "../i18n/texts.ts";
import { isStaffed, localTime, officeHours } from "../people/duty/is-staffed.ts";
import { type CastMember, firstNameOf } from "./cast.ts";
import type { ChatMessage } from "./chat-message.ts";
import { timeZone } from "./fill-school.ts";
import type { Phone } from "./phone.ts";

/** With what the story is played: by the phones alone, as a visitor would. */
export interface StoryParts {
  readonly clock: MovableClock;
  readonly texts: Texts;
  readonly phone: (person: CastMember) => Phone;
  readonly settle: () => Promise<void>;
  readonly tick: () => Promise<void>;
}

/** More taps than a first minute has: beyond it something goes round in circles. */
const mostTaps = 20;

const staffing = { timeZone, staffedHours: officeHours };

/** The afternoon on which the story begins, and the working morning on which the visitor comes in: nobody looks at a school asleep. */
export function storyTimes(now: Date): { afternoon: Date; morning: Date } {
  const at = (days: number, time: string) => localTime(staffing, now, days, time);
  let day = 0;
  // On a Friday the next morning would be one on which nobody comes and no list is sent: the first thing that a visitor tries.
  while (!isStaffed(staffing, at(day, "09:00")) || !isStaffed(staffing, at(day + 1, "09:00"))) day += 1;
  let before = day - 1;
  while (!isStaffed(staffing, at(before, "14:00"))) before -= 1;
  return { afternoon: at(before, "14:10"), morning: at(day, "09:00") };
}

/**
 * Yesterday the case worker joined and an alumnus used the card; this morning a check-in was sent. Leaves the visitor with
 * that check-in on the alumnus' phone. Throws when the bot did not go along.
 */
export async function tellStory(
  parts: StoryParts,
  { worker, alumnus, morning }: { worker: CastMember; alumnus: CastMember; morning: Date },
): Promise<void> {
  const { settle } = parts;
  const workerPhone = parts.phone(worker);
  const alumnusPhone = parts.phone(alumnus);
  workerPhone.start(worker.card.token);
  await settle();
  alumnusPhone.start(alumnus.card.token);
  await settle();
  for (let taps = 0; taps < mostTaps && tapFirst(alumnusPhone, alumnus.language); taps += 1) await settle();
  // The card was used: yes, that is right.
  tapFirst(workerPhone, worker.language);
  await settle();

  parts.clock.moveTo(morning);
  await parts.tick();
  await settle();
  const sendCheckIn = parts.texts(worker.language)("people:staff.startCheckIn");
  if (buttonsOf(workerPhone.lastBotMessage()).includes(sendCheckIn)) workerPhone.tap(sendCheckIn);
  else {
    workerPhone.send("/checkin");
    await settle();
    workerPhone.tap(nameOnButton(workerPhone, alumnus));
  }
  await settle();
  if (buttonsOf(alumnusPhone.lastBotMessage()).length === 0)
    throw new Error("The demo's story did not come to a check-in");
}

/** Taps the language's own name where it is offered, else the first button of the newest message; false when there is none. */
function tapFirst(phone: Phone, language: Language): boolean {
  const message = phone.lastBotMessage();
  const labels = buttonsOf(message);
  const label = labels.find((text) => text === autonyms[language]) ?? labels[0];
  if (!message || label === undefined) return false;
  phone.tap({ messageId: message.id, text: label });
  return true;
}

function nameOnButton(phone: Phone, person: CastMember): string {
  const label = buttonsOf(phone.lastBotMessage()).find((text) => text.includes(firstNameOf(person.name)));
  if (!label) throw new Error("The demo's story found nobody to send a check-in to");
  return label;
}

const buttonsOf = (message: ChatMessage | undefined): string[] =>
  (message?.buttons ?? [])
    .flat()
    .filter(({ data }) => data !== undefined)
    .map(({ text }) => text);
