import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { caseWorker } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { sayHours } from "../people/duty/say-hours.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { matchCaseWorkers } from "../people/import/match-case-worker.ts";
import { nameOfStaff } from "../people/name-of-staff.ts";
import { findSafetySheet } from "../people/safety/find-safety-sheet.ts";
import { isSheetValid, sheetEndsAt } from "../people/safety/is-sheet-valid.ts";
import { mostNumbers, readSafetyNumber, type SafetyNumber } from "../people/safety/safety-sheet.ts";
import { contentOf } from "../people/safety/show-safety-sheet.ts";
import { signSafetySheet } from "../people/safety/sign-safety-sheet.ts";
import { findCaseWorker, type OrganisationRow } from "../people/store.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface SignOptions {
  readonly organisation?: string;
  readonly checkedBy: string;
  readonly onCall?: "rota" | "none";
  readonly numbers?: string;
}

/** `safety show` and `safety sign`: the numbers that a young person reads in a crisis, and who checked them when. */
export function safetyCommands(parent: Command, seam: Seam): void {
  parent
    .command("show")
    .description(
      "show the safety sheet: hours, on call, numbers, who checked them and until when that counts",
    )
    .option("--organisation <name>", "which organisation, when there are several")
    .action(({ organisation }: { readonly organisation?: string }) =>
      withOffice(seam, async (office) => {
        await show(office, await findOrganisationByName(office.db, organisation), seam);
      }),
    );
  parent
    .command("sign")
    .description("write down that somebody of the staff has checked the numbers today")
    .requiredOption("--checked-by <name>", "who checked them, as in `staff list`")
    .addOption(
      new Option("--on-call <how>", "whether somebody is on call outside the hours").choices([
        "rota",
        "none",
      ]),
    )
    .option("--numbers <file>", 'other numbers, as JSON: [{"kind":"emergency","number":"112"}, …]')
    .option("--organisation <name>", "which organisation, when there are several")
    .action((options: SignOptions) =>
      withOffice(seam, async (office) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        await sign(office, organisation, options);
        await show(office, organisation, seam);
      }),
    );
}

async function sign(office: Office, organisation: OrganisationRow, options: SignOptions): Promise<void> {
  const staff = await matchCaseWorkers(office.db, office.vault, organisation.id);
  const found = staff.match(options.checkedBy);
  if (!("id" in found)) throw new Refused(`"${options.checkedBy}": ${found.reason}.`);
  const [by] = await office.db.select().from(caseWorker).where(eq(caseWorker.id, found.id));
  if (!by) throw new Refused("This person is not on the staff any more.");
  const before = contentOf(await findSafetySheet(office, organisation.id));
  const content = {
    onCall: options.onCall ?? before.onCall,
    numbers: options.numbers === undefined ? before.numbers : readNumbersFile(options.numbers),
  };
  const signed = await office.db.transaction((db) =>
    signSafetySheet({ db, now: office.now }, by, content, "operator"),
  );
  if (signed.ok) return;
  throw new Refused(
    signed.reason === "tooMany"
      ? `A sheet holds ${mostNumbers} numbers at most.`
      : "A sheet needs a number of the kinds emergency (112) and suicide (113).",
  );
}

const numbersShape = z
  .array(
    z
      .strictObject({
        kind: z.enum(["emergency", "suicide", "violence", "doctor", "child", "own"]),
        number: z.string(),
        hours: z
          .string()
          .regex(/^\d\d:\d\d[-–]\d\d:\d\d$/)
          .optional(),
        name: z.string().trim().min(1).max(40).optional(),
      })
      .refine(({ kind, name }) => (kind === "own") === (name !== undefined))
      .refine(({ kind, number }) => (kind === "doctor" && number === "") || readSafetyNumber(number)),
  )
  .min(1);

function readNumbersFile(file: string): SafetyNumber[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Refused("The file with the numbers cannot be read, or is not JSON.");
  }
  const read = numbersShape.safeParse(content);
  if (!read.success) {
    const place = read.error.issues[0]?.path.join(".") ?? "";
    throw new Refused(
      `The file with the numbers is not right${place === "" ? "" : ` at ${place}`}. Each number has a kind (emergency, suicide, violence, doctor, child, own), a number of 3 to 15 digits, hours like "08:00-18:00" if it is not answered day and night, and a name if it is the school's own.`,
    );
  }
  return read.data.map(({ kind, number, hours, name }) => ({
    kind,
    number: number === "" ? "" : (readSafetyNumber(number) ?? number),
    ...(hours ? { hours: hours.replace("-", "–") } : {}),
    ...(name ? { name } : {}),
  }));
}

async function show(office: Office, organisation: OrganisationRow, seam: Seam): Promise<void> {
  const row = await findSafetySheet(office, organisation.id);
  const { onCall, numbers } = contentOf(row);
  const hours = sayHours("en", organisation.staffedHours);
  const day = (instant: Date) => instant.toISOString().slice(0, 10);
  const by = row && (await findCaseWorker(office.db, row.checkedBy));
  const name = by && ((await nameOfStaff(office, by)) ?? "a former colleague");
  const until = row && day(sheetEndsAt(row.checkedAt));
  const checked = row
    ? `${day(row.checkedAt)} by ${name}, ${isSheetValid(row, office.now) ? "valid until" : "not valid since"} ${until}`
    : "never: these numbers are a proposal until somebody of the staff has checked and signed them";
  writeTable(seam.stdout, [
    ["organisation", organisation.name],
    ["hours", hours === "" ? "none" : hours],
    ["on call", onCall === "rota" ? "yes, by the rota" : "no"],
    ["checked", checked],
    ...numbers.map((one) => [
      one.name ?? one.kind,
      [one.number === "" ? "(the person's own)" : one.number, ...(one.hours ? [`(${one.hours})`] : [])].join(
        " ",
      ),
    ]),
  ]);
}
