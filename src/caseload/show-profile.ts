import type { commonChannels } from "../contact/contact-record.ts";
import type { Button, Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { Say } from "../i18n/texts.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { findColleagues } from "../people/find-colleagues.ts";
import { findOverseers } from "../people/find-overseers.ts";
import { findStanding } from "../people/find-waiting.ts";
import { hasGuidanceEnded } from "../people/guidance-over.ts";
import { may } from "../people/may.ts";
import {
  type AlumnusRow,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  findOrganisation,
  languageOfStaff,
} from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { findAgreeable } from "../programme/agree-on-months.ts";
import { describeProfile, statusLine } from "./describe-profile.ts";
import { findProfile, type Profile } from "./find-profile.ts";

/**
 * One person's page for whoever guides them: status, situation, last contact, next step, language, how to reach, and what can be
 * done. A coordinator sees of somebody else's the name, whether they take part and who guides them, and no more (domain 6.6);
 * so does one of another organisation that leads, or with which this is shared, and can do nothing there.
 * Whoever opens a page stands in the person's reading log. False for anybody else.
 */
export async function showProfile(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const { db, now } = work;
  const person = await findAlumnus(db, alumnusId);
  if (!person || by.chatId === null || person.erasedAt || person.details.length === 0) return false;
  const isElsewhere = person.organisationId !== by.organisationId;
  const overseers = isElsewhere ? await findOverseers(db, person, now) : [];
  const subject = { ...(await findSubject(db, person, now)), overseers };
  const actor = actorOfStaff(by);
  const maySee = may(actor, "seePerson", subject);
  if (!maySee && !may(actor, "seeStanding", subject)) return false;
  const language = await languageOfStaff(db, by);
  const t = work.texts(language);
  const guide = (await findColleagues(work, person.organisationId)).find(
    ({ id }) => id === person.caseWorkerId,
  );
  const guideName = person.caseWorkerId === by.id ? undefined : guide?.firstName;
  if (!maySee) {
    const school = await findOrganisation(db, person.organisationId);
    const standing = await findStanding(work, person, school);
    const { firstName, lastName } = standing.details;
    const lines = [
      `${firstName} ${lastName}`,
      statusLine(t, standing, await hasGuidanceEnded(db, person.id)),
      ...(guide ? [t("caseload:profile.guide", { worker: guide.firstName })] : []),
      ...(isElsewhere ? [school.name] : []),
    ];
    const mayGive = may(actor, "changeCaseWorker", subject);
    const buttons = mayGive ? [[cardButton(t, person), guideButton(t, person)]] : [];
    await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: lines.join("\n"), buttons } });
    return true;
  }
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "openProfile",
    subject: { kind: "alumnus", id: person.id },
  });
  const profile = await findProfile(work, person);
  const { timeZone, agreement } = await findOrganisation(db, person.organisationId);
  const months: Buttons =
    (await findAgreeable(work, person.id)) === undefined
      ? []
      : [
          [
            {
              label: t("caseload:button.months"),
              action: { do: "months", alumnus: person.id, form: "ask" },
            },
          ],
        ];
  const text = describeProfile({ t, language, timeZone, now, guideName }, profile);
  await say(work, {
    chatId: by.chatId,
    outgoing: {
      kind: "say",
      text,
      buttons: [...buttonsOf(t, person, profile, agreement !== "off"), ...months],
    },
  });
  return true;
}

const guideButton = (t: Say, { id }: AlumnusRow) =>
  ({
    label: t("caseload:button.caseWorker"),
    action: { do: "chooseCaseWorker", alumnus: id, page: "0" },
  }) as const;
const cardButton = (t: Say, { id }: AlumnusRow) =>
  ({ label: t("caseload:button.card"), action: { do: "person", alumnus: id } }) as const;

/** What cannot work (no number, a closed chat) has no button. The first row writes a contact down: this tap, then the minutes. */
function buttonsOf(
  t: Say,
  person: AlumnusRow,
  { standing, isReachable, isOver }: Profile,
  usesAgreement: boolean,
): Buttons {
  const alumnus = person.id;
  const { phone, secondContact } = standing.details;
  const mayWrite = isReachable && person.stoppedAt === null;
  const mayAsk = mayWrite && standing.waiting === undefined && !isOver;
  const had = (channel: (typeof commonChannels)[number] | "more") =>
    ({ label: t(`caseload:had.${channel}`), action: { do: "contact", alumnus, channel } }) as const;
  const reach = [
    ...(phone || secondContact
      ? [{ label: t("caseload:button.call"), action: { do: "call", alumnus, step: "number" } as const }]
      : []),
    ...(mayWrite
      ? [{ label: t("caseload:button.write"), action: { do: "message", alumnus, step: "write" } as const }]
      : []),
  ];
  const plan: Button[] = [
    ...(mayAsk
      ? [{ label: t("caseload:button.checkIn"), action: { do: "startCheckIn", alumnus } as const }]
      : []),
    ...(person.stoppedAt === null && person.joinedAt !== null
      ? [
          {
            label: t("appointment:button.arrange"),
            action: { do: "arrange", alumnus, form: "ask", who: "ask" } as const,
          },
        ]
      : []),
  ];
  return [
    [had("phone"), had("whatsapp"), had("visit"), had("more")],
    ...(reach.length > 0 ? [reach] : []),
    ...(plan.length > 0 ? [plan] : []),
    [
      { label: t("caseload:button.situation"), action: { do: "situation", alumnus, to: "ask" } },
      guideButton(t, person),
    ],
    [{ label: t("caseload:button.summary"), action: { do: "summary", alumnus } }, cardButton(t, person)],
    [
      { label: t("caseload:dated.dates"), action: { do: "dates", alumnus, what: "show" } },
      ...(usesAgreement
        ? [
            {
              label: t("caseload:dated.agreement"),
              action: { do: "agreement", alumnus, who: "show", how: "ask" } as const,
            },
          ]
        : []),
    ],
  ];
}
