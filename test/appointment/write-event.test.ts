import ICAL from "ical.js";
import { expect, test } from "vitest";
import { writeEvent } from "../../src/appointment/write-event.ts";
import { amsterdam } from "../support/walk.ts";

const talk = {
  id: "0b5d6c1e-0000-4000-8000-000000000001",
  sequence: 2,
  startsAt: amsterdam("2026-12-03T10:30"),
  endsAt: amsterdam("2026-12-03T11:15"),
  summary: "Afspraak; met Fatima, موعد مع كل الناس الذين يعملون في المدرسة",
  location: "De Linde",
  isCancelled: false,
  now: amsterdam("2026-11-23T09:00:30.250"),
};

test("an appointment is a calendar file that another program reads as it was meant", () => {
  const text = writeEvent(talk);
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
  expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
  const [entry, ...more] = calendar.getAllSubcomponents("vevent");
  expect(more).toEqual([]);
  if (!entry) throw new Error("No event");
  const event = new ICAL.Event(entry);
  expect(event.startDate.toJSDate()).toEqual(talk.startsAt);
  expect(event.endDate.toJSDate()).toEqual(talk.endsAt);
  expect([event.uid, event.sequence, event.summary, event.location]).toEqual([
    `${talk.id}@in-beeld.invalid`,
    2,
    talk.summary,
    "De Linde",
  ]);
  expect(entry.getFirstPropertyValue("status")).toBe("CONFIRMED");
  expect(String(entry.getFirstPropertyValue("dtstamp"))).toBe("2026-11-23T08:00:30Z");
  expect(entry.getFirstPropertyValue("organizer")).toMatch(/^mailto:/);
});

test("its lines are as RFC 5545 wants them: CRLF, at most 75 bytes, none in the middle of a letter", () => {
  const text = writeEvent(talk);
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain("\ufffd");
});

test("one that is off has a higher number, the same id and the status that takes it out", () => {
  const off = new ICAL.Component(ICAL.parse(writeEvent({ ...talk, sequence: 3, isCancelled: true })));
  const entry = off.getFirstSubcomponent("vevent");
  expect(off.getFirstPropertyValue("method")).toBe("CANCEL");
  expect(entry?.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(entry?.getFirstPropertyValue("sequence")).toBe(3);
  expect(entry?.getFirstPropertyValue("uid")).toBe(`${talk.id}@in-beeld.invalid`);
});
