import { createHash } from "node:crypto";
import type { Button, Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { formatDay } from "../../i18n/format-moment.ts";
import { sayHours } from "../duty/say-hours.ts";
import { may } from "../may.ts";
import { nameOfStaff } from "../name-of-staff.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findCaseWorker,
  findOrganisation,
  languageOfStaff,
} from "../store.ts";
import { findSafetySheet, type SafetySheetRow } from "./find-safety-sheet.ts";
import { isSheetValid, sheetEndsAt } from "./is-sheet-valid.ts";
import { numberLines } from "./number-lines.ts";
import { proposedNumbers, type SafetyNumber } from "./safety-sheet.ts";
import type { SheetContent } from "./sign-safety-sheet.ts";

/** A sheet as it is worked on: what was signed last (or the proposal), with changes that nobody has signed yet. */
export interface SheetDraft extends SheetContent {
  readonly isChanged: boolean;
}

/** Names exactly this content in a button: what is signed is what was read. */
export const codeOfSheet = ({ onCall, numbers }: SheetContent): string =>
  createHash("sha256")
    .update(JSON.stringify([onCall, numbers]))
    .digest("hex")
    .slice(0, 16);

/** What was signed last, or what a first sheet begins with. */
export const contentOf = (row: SafetySheetRow | undefined): SheetContent =>
  row ? { onCall: row.onCall, numbers: row.numbers } : { onCall: "none", numbers: proposedNumbers };

export const maySign = (by: CaseWorkerRow): boolean =>
  may(actorOfStaff(by), "signSafetySheet", {
    personId: "",
    caseWorkerId: "",
    organisationId: by.organisationId,
  });

/** Shows the safety sheet of this person's organisation; who may sign gets the buttons for it. */
export async function showSafetySheet(work: Work, by: CaseWorkerRow, draft: SheetDraft): Promise<void> {
  if (by.chatId === null) return;
  const { db, now } = work;
  const language = await languageOfStaff(db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(db, by.organisationId);
  const signed = await findSafetySheet(work, by.organisationId);
  const hours = sayHours(language, organisation.staffedHours);
  const day = (instant: Date) => formatDay(language, organisation.timeZone, instant);
  const state = async () => {
    if (draft.isChanged) return t("people:safety.changed");
    if (!signed) return t("people:safety.unsigned");
    const worker = await findCaseWorker(db, signed.checkedBy);
    const name = (worker && (await nameOfStaff(work, worker))) ?? t("people:safety.former");
    const values = {
      worker: name,
      day: day(signed.checkedAt),
      until: day(sheetEndsAt(signed.checkedAt)),
    };
    return t(isSheetValid(signed, now) ? "people:safety.signed" : "people:safety.old", values);
  };
  const text = [
    [
      t("people:safety.title", { school: organisation.name }),
      hours === "" ? t("people:safety.noHours") : t("people:safety.hours", { hours }),
      t(`people:safety.onCall.${draft.onCall}`),
    ].join("\n"),
    [t("people:safety.numbers"), ...numberLines(t, draft.numbers)].join("\n"),
    await state(),
    ...(maySign(by) ? [] : [t("people:safety.notYours")]),
  ].join("\n\n");
  const buttons = maySign(by) ? sheetButtons(work, language, draft) : [];
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text, ...(buttons.length > 0 ? { buttons } : {}) },
  });
}

function sheetButtons(work: Work, language: Parameters<Work["texts"]>[0], draft: SheetDraft): Buttons {
  const t = work.texts(language);
  const button = (label: string, what: "sign" | "change" | "add" | "onCall", value: string): Button => ({
    label,
    action: { do: "safety", what, value },
  });
  return [
    [button(t("people:safety.button.sign"), "sign", codeOfSheet(draft))],
    [button(t("people:safety.button.change"), "change", "0")],
    [button(t("people:safety.button.add"), "add", "0")],
    [
      draft.onCall === "none"
        ? button(t("people:safety.button.onCall"), "onCall", "rota")
        : button(t("people:safety.button.noOnCall"), "onCall", "none"),
    ],
  ];
}

/** The line of one number, as a young person reads it. */
export const lineOf = (work: Work, language: Parameters<Work["texts"]>[0], one: SafetyNumber): string =>
  numberLines(work.texts(language), [one])[0] ?? one.number;
