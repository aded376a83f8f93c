import { describe, expect, it } from "vitest";
import { escalationMail } from "../../src/escalation/escalation-mail.ts";
import { staffLanguages } from "../../src/i18n/language.ts";
import { loadTexts } from "../../src/i18n/texts.ts";

const texts = await loadTexts();
const severities = ["attention", "urgent", "crisis"] as const;
const mailOf = (language: (typeof staffLanguages)[number], severity: (typeof severities)[number]) =>
  escalationMail(texts(language), {
    ...{ reference: "#A1B2C3", severity, language },
    ...{ openedAt: new Date("2026-11-24T09:05:00Z"), timeZone: "Europe/Amsterdam" },
  });

describe.each(staffLanguages)("the mail about an escalation, in %s", (language) => {
  it("has the reference, since when, and another first line for each severity", () => {
    const mails = severities.map((severity) => mailOf(language, severity));
    for (const { subject, text } of mails) {
      expect(subject).toContain("#A1B2C3");
      expect(text).toContain("#A1B2C3");
      expect(text).toContain("10:05");
    }
    expect(new Set(mails.map(({ text }) => text.split("\n")[0])).size).toBe(3);
  });

  it("fits a subject line, and is short enough to be read at a glance", () => {
    for (const severity of severities) {
      const { subject, text } = mailOf(language, severity);
      expect(subject).not.toMatch(/[\r\n]/);
      expect(text.split("\n").length).toBeLessThanOrEqual(5);
    }
  });
});

it("says to a Dutch reader where to go", () => {
  expect(mailOf("nl", "urgent")).toEqual({
    subject: "In Beeld: een melding wacht (#A1B2C3)",
    text: "Er wacht een melding: #A1B2C3. Het is dringend. Kijk zo snel je kunt.\nDe melding staat open sinds 24 nov, 10:05.\nOpen Telegram en ga naar het gesprek met de robot. Daar staat wat je kunt doen.\nAntwoord niet op deze mail: niemand leest het.",
  });
});
