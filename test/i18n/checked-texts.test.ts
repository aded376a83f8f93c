import { expect, it, test } from "vitest";
import { mustBeChecked } from "../../src/i18n/checked-texts.ts";
import { withDutchBeneath } from "../../src/i18n/dutch-beneath.ts";
import { dutchTexts, formInContext } from "../../src/i18n/find-standings.ts";
import { isStaffText } from "../../src/i18n/staff-texts.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { keySaidTo, sayTo } from "../../src/people/say-to.ts";
import type { PersonView } from "../../src/people/store.ts";

const oneLine = "nothing hangs on it but the line of danger, whose number is held to the Dutch";
const commandsOnly = "the commands and STOP are held to the Dutch; the numbers beneath it are checked";

/** Texts that name danger or STOP and are shown without the Dutch, and why. */
const shownAlone: Readonly<Record<string, string>> = {
  "checkin:flow.nobodySoon": oneLine,
  "checkin:flow.nobodyYet": oneLine,
  "delivery:parked": oneLine,
  "knowledge:app-02.answer": oneLine,
  "people:link.full": oneLine,
  "people:link.lateThanks": oneLine,
  "people:link.noCard": oneLine,
  "people:link.replaced": oneLine,
  "people:link.unknown": oneLine,
  "people:link.waiting": oneLine,
  "people:parent.tellNo": oneLine,
  "people:parent.tellYes": oneLine,
  "people:parent.tellYesShared": oneLine,
  "people:silent.ask": oneLine,
  "people:silent.bye": oneLine,
  "people:silent.confirmed": oneLine,
  "people:silent.thanks": oneLine,
  "people:unlink.tell": oneLine,
  "people:unlink.tellUndone": oneLine,
  "talk:elsewhere": oneLine,
  "talk:elsewhere_asker": oneLine,
  "talk:later": oneLine,
  "talk:later_asker": oneLine,
  "telegram:help.alumnus": commandsOnly,
  "telegram:help.asker": commandsOnly,
  "telegram:help.linking": commandsOnly,
  "telegram:help.stranger": commandsOnly,
  "telegram:profile.description": "Telegram shows it, and takes no more",
  "telegram:start.again": commandsOnly,
};

it("each text that names danger or STOP to a young person or a parent must be checked, or it is said here why not", () => {
  const named = [...dutchTexts]
    .filter(([, forms]) => forms.some(([, text]) => /\b11[23]\b|\b0[89]00\b|\bSTOP\b/.test(text)))
    .map(([key]) => key)
    .filter((key) => !isStaffText(key) && !mustBeChecked(key));
  expect(named.sort()).toEqual(Object.keys(shownAlone).sort());
});

it.each([
  ["questions:worry.level", true],
  ["questions:worry.levels.danger", false],
  ["rights:erase.explain", true],
  ["rights:erase.kept", false],
  ["telegram:privacy.asker", true],
  ["telegram:privacy.staff", false],
  ["people:parent.words.telegram", true],
  ["people:agreement.words.parent", true],
  ["people:link.parentConfirmed", true],
  ["programme:reoffer.notNowDone", true],
  ["checkin:crisis.heard_asker", true],
  ["talk:sentence.whenCall_asker", true],
])("%s must be checked: %s", (key, must) => {
  expect(mustBeChecked(key)).toBe(must);
});

test("a text with two forms is looked up, and recorded, as the one that is read", async () => {
  const texts = await loadTexts();
  const asker = { row: { number: 3 } } as unknown as PersonView;
  const alumnus = { row: { sharedPhone: false } } as unknown as PersonView;
  const readBy = async (view: PersonView, reviewed: string) => {
    const text = await withDutchBeneath(
      texts,
      "so",
      (all, language) => sayTo(all(language), view)("checkin:crisis.heard"),
      (_, key) => key === reviewed,
    );
    return text.includes(texts("so")("delivery:unchecked")) ? "with the Dutch" : "alone";
  };
  expect(await readBy(asker, "checkin:crisis.heard")).toBe("with the Dutch");
  expect(await readBy(asker, "checkin:crisis.heard_asker")).toBe("alone");
  expect(await readBy(alumnus, "checkin:crisis.heard")).toBe("alone");
  expect(await readBy(alumnus, "checkin:crisis.heard_asker")).toBe("with the Dutch");

  expect(formInContext("people:stop.done", "asker")).toBe("people:stop.done");
  expect(keySaidTo("checkin:crisis.heard", alumnus)).toBe("checkin:crisis.heard");
});
