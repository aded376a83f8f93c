import i18next, { type TFunction } from "i18next";
import arAppointment from "../../locales/ar/appointment.json" with { type: "json" };
import arCaseload from "../../locales/ar/caseload.json" with { type: "json" };
import arCheckin from "../../locales/ar/checkin.json" with { type: "json" };
import arContact from "../../locales/ar/contact.json" with { type: "json" };
import arDelivery from "../../locales/ar/delivery.json" with { type: "json" };
import arEscalation from "../../locales/ar/escalation.json" with { type: "json" };
import arPeople from "../../locales/ar/people.json" with { type: "json" };
import arProgramme from "../../locales/ar/programme.json" with { type: "json" };
import arRights from "../../locales/ar/rights.json" with { type: "json" };
import arSimulator from "../../locales/ar/simulator.json" with { type: "json" };
import arTalk from "../../locales/ar/talk.json" with { type: "json" };
import arTelegram from "../../locales/ar/telegram.json" with { type: "json" };
import enAppointment from "../../locales/en/appointment.json" with { type: "json" };
import enCaseload from "../../locales/en/caseload.json" with { type: "json" };
import enCheckin from "../../locales/en/checkin.json" with { type: "json" };
import enContact from "../../locales/en/contact.json" with { type: "json" };
import enDelivery from "../../locales/en/delivery.json" with { type: "json" };
import enEscalation from "../../locales/en/escalation.json" with { type: "json" };
import enPeople from "../../locales/en/people.json" with { type: "json" };
import enProgramme from "../../locales/en/programme.json" with { type: "json" };
import enRights from "../../locales/en/rights.json" with { type: "json" };
import enSimulator from "../../locales/en/simulator.json" with { type: "json" };
import enTalk from "../../locales/en/talk.json" with { type: "json" };
import enTelegram from "../../locales/en/telegram.json" with { type: "json" };
import nlAppointment from "../../locales/nl/appointment.json" with { type: "json" };
import nlCaseload from "../../locales/nl/caseload.json" with { type: "json" };
import nlCheckin from "../../locales/nl/checkin.json" with { type: "json" };
import nlContact from "../../locales/nl/contact.json" with { type: "json" };
import nlDelivery from "../../locales/nl/delivery.json" with { type: "json" };
import nlEscalation from "../../locales/nl/escalation.json" with { type: "json" };
import nlPeople from "../../locales/nl/people.json" with { type: "json" };
import nlProgramme from "../../locales/nl/programme.json" with { type: "json" };
import nlRights from "../../locales/nl/rights.json" with { type: "json" };
import nlSimulator from "../../locales/nl/simulator.json" with { type: "json" };
import nlTalk from "../../locales/nl/talk.json" with { type: "json" };
import nlTelegram from "../../locales/nl/telegram.json" with { type: "json" };
import { isolate } from "./isolate.ts";
import { type Language, languages, rightToLeft } from "./language.ts";

/** One namespace a room: locales/<language>/<room>.json. Keys are typed from the Dutch files. */
export const resources = {
  nl: {
    appointment: nlAppointment,
    caseload: nlCaseload,
    checkin: nlCheckin,
    contact: nlContact,
    delivery: nlDelivery,
    escalation: nlEscalation,
    people: nlPeople,
    programme: nlProgramme,
    rights: nlRights,
    talk: nlTalk,
    simulator: nlSimulator,
    telegram: nlTelegram,
  },
  en: {
    appointment: enAppointment,
    caseload: enCaseload,
    checkin: enCheckin,
    contact: enContact,
    delivery: enDelivery,
    escalation: enEscalation,
    people: enPeople,
    programme: enProgramme,
    rights: enRights,
    talk: enTalk,
    simulator: enSimulator,
    telegram: enTelegram,
  },
  ar: {
    appointment: arAppointment,
    caseload: arCaseload,
    checkin: arCheckin,
    contact: arContact,
    delivery: arDelivery,
    escalation: arEscalation,
    people: arPeople,
    programme: arProgramme,
    rights: arRights,
    talk: arTalk,
    simulator: arSimulator,
    telegram: arTelegram,
  },
} as const;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "telegram";
    resources: (typeof resources)["nl"];
    strictKeyChecks: true;
  }
}

/** Says a text: `t("people:link.welcome", { worker: "Fatima" })`. Values are isolated where the language runs right to left. */
export type Say = TFunction<
  [
    "telegram",
    "appointment",
    "caseload",
    "checkin",
    "contact",
    "delivery",
    "escalation",
    "people",
    "programme",
    "rights",
    "talk",
    "simulator",
  ]
>;

/** The texts of every language. */
export type Texts = (language: Language) => Say;

/** Loads all texts once. A key that is missing in a language throws when it is asked for: nobody is shown a key. */
export async function loadTexts(): Promise<Texts> {
  const instance = i18next.createInstance();
  await instance.init({
    resources,
    lng: "nl",
    fallbackLng: false,
    ns: Object.keys(resources.nl),
    defaultNS: "telegram",
    returnNull: false,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => {
      throw new Error(`No text for ${key}`);
    },
    saveMissing: false,
  });
  const sayIn = (language: Language): Say => {
    const t = instance.getFixedT(language) as Say;
    if (!rightToLeft.has(language)) return t;
    const isolated = (key: string, values: Readonly<Record<string, unknown>> = {}) =>
      t(key as "telegram:start.again", isolateAll(values) as never);
    return isolated as unknown as Say;
  };
  const byLanguage = new Map(languages.map((language) => [language, sayIn(language)]));
  return (language) => byLanguage.get(language) ?? sayIn("nl");
}

/** Numbers keep their type, because `count` chooses the plural form; digits do not turn a sentence around. */
function isolateAll(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? isolate(value) : value]),
  );
}
