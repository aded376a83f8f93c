import type { Command } from "commander";
import { type AppointmentSettings, settingsOf } from "../appointment/appointment.ts";
import { setAppointments } from "../appointment/set-appointments.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly phone?: string;
  readonly physical?: string;
  readonly notice?: string;
  readonly robot?: string;
  readonly organisation?: string;
}

/** `appointments [--phone 30] [--physical 45] [--notice 24] [--robot yes|no]`: how appointments are made; shows it, or sets it. */
export function appointmentsCommand(root: Command, seam: Seam): void {
  root
    .command("appointments")
    .description("show how appointments are made, or set it")
    .option("--phone <minutes>", "how long a talk by phone takes")
    .option("--physical <minutes>", "how long a talk in person takes")
    .option("--notice <hours>", "how long before it is made at the latest")
    .option("--robot <yes|no>", "whether the robot offers times for planned talks by itself")
    .option("--organisation <name>", "which organisation, when there are several")
    .action(({ organisation, ...options }: Options) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        const change = changeOf(options);
        const isShown = Object.keys(change).length === 0;
        const now = isShown ? settingsOf(row.appointments) : await setAppointments(office, row, change);
        seam.stdout.write(
          `${row.name}: ${now.phoneMinutes} minutes by phone, ${now.physicalMinutes} in person, at least ${now.noticeHours} hours before; ${
            now.robotOffers ? "the robot offers times for planned talks" : "humans offer times"
          }.\n`,
        );
      }),
    );
}

function changeOf({ phone, physical, notice, robot }: Omit<Options, "organisation">): AppointmentSettings {
  if (robot !== undefined && robot !== "yes" && robot !== "no")
    throw new Refused("--robot takes yes or no. Nothing was changed.");
  return {
    ...(phone === undefined ? {} : { phoneMinutes: Number(phone) }),
    ...(physical === undefined ? {} : { physicalMinutes: Number(physical) }),
    ...(notice === undefined ? {} : { noticeHours: Number(notice) }),
    ...(robot === undefined ? {} : { robotOffers: robot === "yes" }),
  };
}
