import { randomUUID } from "node:crypto";
import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { expectWords } from "../people/expect-words.ts";
import { type CaseWorkerRow, languageOfStaff, viewPerson } from "../people/store.ts";
import { type ContactChannel, commonChannels, contactChannels, quickMinutes } from "./contact-record.ts";
import { findForContact } from "./find-for-contact.ts";

/** Asks by which of the rarer ways the contact was. False for whoever is not this reader's. */
export async function askChannel(work: Work, by: CaseWorkerRow, personId: string): Promise<boolean> {
  const person = await findForContact(work, by, personId);
  if (!person || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  const { firstName: name } = (await viewPerson(work, person)).details;
  const rest = contactChannels.filter((channel) => !(commonChannels as readonly string[]).includes(channel));
  const button = (channel: ContactChannel): Button => ({
    label: t(`contact:channel.${channel}`),
    action: { do: "contact", alumnus: person.id, channel },
  });
  const buttons = [rest.slice(0, 3).map(button), rest.slice(3).map(button)];
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text: t("contact:ask.channel", { name }), buttons },
  });
  return true;
}

/** Asks how long the contact took; the tap that says it writes it down, once. False for whoever is not this reader's. */
export async function askMinutes(
  work: Work,
  by: CaseWorkerRow,
  personId: string,
  channel: ContactChannel,
): Promise<boolean> {
  const person = await findForContact(work, by, personId);
  if (!person || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  const { firstName: name } = (await viewPerson(work, person)).details;
  const contact = randomUUID();
  const button = (minutes: string, label: string): Button => ({
    label,
    action: { do: "contactMinutes", contact, alumnus: person.id, channel, minutes },
  });
  const buttons = [
    quickMinutes.map((n) => button(String(n), t("contact:ask.minutes", { n }))),
    [button("other", t("contact:ask.otherMinutes")), button("none", t("contact:ask.notReached"))],
  ];
  const text = t("contact:ask.howLong", { name, channel: t(`contact:channel.${channel}`) });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}

/** The minutes of this contact are typed next. False for whoever is not this reader's. */
export async function askTypedMinutes(
  work: Work,
  by: CaseWorkerRow,
  contact: { readonly id: string; readonly personId: string; readonly channel: ContactChannel },
): Promise<boolean> {
  const person = await findForContact(work, by, contact.personId);
  if (!person || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  const { id: contactId, personId, channel } = contact;
  await expectWords(work, by.chatId, { kind: "contactMinutes", contactId, alumnusId: personId, channel });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: t("contact:ask.typeMinutes") } });
  return true;
}
