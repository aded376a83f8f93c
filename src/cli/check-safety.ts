import type { Db } from "../db/connect.ts";
import { listOrganisations } from "../people/find-organisation.ts";
import { findReadiness } from "../people/reach/find-readiness.ts";
import { fewestReachable, type NotReady } from "../people/reach/is-ready.ts";
import { findSafetySheet } from "../people/safety/find-safety-sheet.ts";
import { sheetEndsAt } from "../people/safety/is-sheet-valid.ts";
import { bad, type Check, note, ok } from "./check.ts";

const inWords: Readonly<Record<NotReady, string>> = {
  tooFewReachable: `fewer than ${fewestReachable} of the staff can be reached in Telegram (staff list)`,
  noSafetySheet: "nobody has signed a safety sheet (safety sign, or /veiligheid in the chat)",
  safetySheetTooOld:
    "the numbers of the safety sheet were checked more than a year ago (safety sign, or /veiligheid)",
};

/** Whether each school may ask young people about danger, or what stands in the way: then no check-in opens. */
export async function checkSafety(db: Db, now: Date): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const organisation of await listOrganisations(db)) {
    if (organisation.purpose !== "school") continue;
    const { reasons } = await findReadiness({ db, now }, organisation.id);
    const sheet = await findSafetySheet({ db }, organisation.id);
    checks.push(
      reasons.length === 0 && sheet
        ? ok(
            "safety",
            `${organisation.name}: the safety sheet counts until ${sheetEndsAt(sheet.checkedAt).toISOString().slice(0, 10)}.`,
          )
        : bad(
            "safety",
            `${organisation.name}: no check-in opens, because ${reasons.map((reason) => inWords[reason]).join(", and ")}.`,
          ),
    );
  }
  return checks.length > 0
    ? checks
    : [note("safety", "There is no organisation yet: organisation add NAME.")];
}
