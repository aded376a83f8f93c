import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { type App, startApp } from "../app.ts";
import { type MovableClock, movableClock } from "../clock.ts";
import { openDatabase } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import { logReport } from "../log.ts";
import { addOrganisation } from "../people/add-organisation.ts";
import { addStaff } from "../people/add-staff.ts";
import { importAlumni } from "../people/import-alumni.ts";
import { inviteAlumni } from "../people/invite-alumni.ts";
import { isStaffed, localTime, nextStaffedMorning, officeHours } from "../people/is-staffed.ts";
import { readAlumniFile } from "../people/read-alumni-file.ts";
import { type ClockMove, mountPhones } from "./phones-routes.ts";
import type { Simulator } from "./simulator.ts";
import { startSimulator } from "./start-simulator.ts";

/** Nobody in here is real, and neither is the key: it lives as long as the process. */
const botToken = `700000001:${randomBytes(24).toString("base64url")}`;
const school = {
  name: "De Linde",
  timeZone: "Europe/Amsterdam",
  language: "nl",
  staffedHours: officeHours,
  alertDetail: "firstName",
} as const;
const list = `eigen nummer;voornaam;achternaam;geboortedatum;school;schooltype;uitstroomprofiel;uitstroomdatum;gemeente;taal;begeleider;telefoon
1001;Daan;Bakker;2009-05-02;De Linde;pro;arbeidsmarkt;2026-07-10;Tilburg;nl;Fatima de Vries;06-10000001
1002;Yara;Haddad;2008-11-21;De Linde;vso;arbeidsmarkt;2026-07-10;Tilburg;ar;Fatima de Vries;06-10000002
`;
const people = { fatima: 11, daan: 12, yara: 13 } as const;

/** The service with a simulated Telegram, a database in memory and invented people: for looking, never for real pupils. */
async function demo(): Promise<void> {
  const dotenv = existsSync(".env") ? parseEnv(readFileSync(".env", "utf8")) : {};
  if (process.env.BOT_TOKEN?.trim() || dotenv.BOT_TOKEN?.trim()) {
    console.error(
      "There is a BOT_TOKEN here, so this may be a machine with real pupils: the demo does not start.\n" +
        "Start the real service with `npm start`, or run the demo where neither the environment nor .env has a BOT_TOKEN.",
    );
    process.exitCode = 1;
    return;
  }
  const clock = movableClock(workingMorning(movableClock().now()));
  const database = await openDatabase("pglite:");
  const simulator = await onPort(clock, Number(process.env.PORT) || 8484);
  const app = await startApp({
    database,
    clock,
    masterKey: randomBytes(32),
    botToken,
    telegramApiRoot: simulator.url,
    report: logReport("silent"),
    pace: { perSecond: 30, chatRestMilliseconds: 0 },
  });
  const cards = await fillSchool(app, clock, database.db);
  const idle = () => settle(app, simulator);
  const fatima = simulator.phone({ id: people.fatima, firstName: "Fatima", languageCode: "nl" });
  const daan = simulator.phone({ id: people.daan, firstName: "Daan", languageCode: "nl" });
  simulator.phone({ id: people.yara, firstName: "Yara", languageCode: "ar" });
  fatima.start(cards.fatima);
  await idle();
  const t = app.texts("nl");
  daan.start(cards.daan);
  await idle();
  const firstMinute = [
    "Nederlands",
    t("people:link.okay"),
    t("people:link.offerAnswer.yes"),
    t("people:link.phoneAnswer.own"),
  ];
  for (const button of [...firstMinute, t("checkin:question.G1.option.okay")]) {
    daan.tap(button);
    await idle();
  }

  mountPhones(simulator, {
    phones: [
      { id: people.daan, title: "Daan", subtitle: "oud-leerling, leest Nederlands", dir: "ltr", lang: "nl" },
      {
        id: people.yara,
        title: "Yara",
        subtitle: "oud-leerling, leest Arabisch",
        dir: "rtl",
        lang: "ar",
        startPayload: cards.yara,
      },
      { id: people.fatima, title: "Fatima", subtitle: "begeleider", dir: "ltr", lang: "nl" },
    ],
    clock: {
      now: clock.now,
      label: () => formatMoment("nl", school.timeZone, clock.now(), clock.now()),
      advance: (to) => advance(app, clock, idle, to),
    },
    idle,
  });
  console.log(
    [
      `In Beeld, the demo: ${simulator.url}`,
      "  1. Fatima confirms Daan's card, then types /checkin and sends him one. Answer it on Daan's phone.",
      "  2. Say that something is wrong: Fatima's phone rings. She takes it, looks, and records what came of it.",
      "  3. Yara scans her card (Start) and answers in Arabic. Move the clock and see what happens at night.",
    ].join("\n"),
  );
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      void app
        .stop()
        .then(() => simulator.close())
        .then(() => database.close())
        .then(() => process.exit(0));
    });
}

/** Nine o'clock on a working day: at night or on a Sunday the first look would be of a school that is asleep. */
function workingMorning(now: Date): Date {
  const nine = localTime(school, now, 0, "09:00");
  return isStaffed(school, nine)
    ? nine
    : localTime(school, nextStaffedMorning(school, now) ?? now, 0, "09:00");
}

async function onPort(clock: MovableClock, port: number): Promise<Simulator> {
  try {
    return await startSimulator({ clock, token: botToken, port, username: "in_beeld_demo_bot" });
  } catch (error) {
    if (errorCode(error) !== "EADDRINUSE") throw error;
    return startSimulator({ clock, token: botToken, username: "in_beeld_demo_bot" });
  }
}

async function fillSchool(app: App, clock: MovableClock, db: Parameters<typeof addOrganisation>[0]) {
  const office = { db, vault: app.vault, now: clock.now() };
  const organisation = await addOrganisation(db, office.now, school);
  const worker = await addStaff(office, organisation, { name: "Fatima de Vries" });
  const imported = await importAlumni(
    office,
    organisation,
    await readAlumniFile(Buffer.from(list), office.now.toISOString().slice(0, 10)),
  );
  if (!imported.ok) throw new Error("The demo's own list has a fault");
  const { invited } = await inviteAlumni(office, organisation, { kind: "all", renew: true });
  const card = (number: string) => invited.find(({ ownNumber }) => ownNumber === number)?.token ?? "";
  return { fatima: worker.token, daan: card("1001"), yara: card("1002") };
}

/** Until everything that a phone did is fetched, handled and answered. */
async function settle(app: App, simulator: Simulator): Promise<void> {
  do {
    while (simulator.pendingUpdates() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await app.idle();
  } while (simulator.pendingUpdates() > 0);
}

/** Moves the time in steps of an hour at most, so that all that is due in between happens when it is due. */
async function advance(
  app: App,
  clock: MovableClock,
  idle: () => Promise<void>,
  to: ClockMove,
): Promise<void> {
  const from = clock.now();
  const target =
    to === "nextMorning"
      ? localTime(school, from, 1, "08:00")
      : new Date(from.getTime() + ("minutes" in to ? to.minutes * 60_000 : to.days * 86_400_000));
  while (clock.now() < target) {
    clock.moveTo(new Date(Math.min(target.getTime(), clock.now().getTime() + 3_600_000)));
    await app.tick();
    await idle();
  }
}

await demo().catch((error: unknown) => {
  console.error(`The demo could not start (${errorCode(error)}).`);
  process.exit(1);
});
