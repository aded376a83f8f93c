import { Command, CommanderError } from "commander";
import { errorCode } from "../db/error-code.ts";
import { addOrganisationCommand } from "./add-organisation-command.ts";
import { addStaffCommand } from "./add-staff-command.ts";
import { agreeMonthsCommand } from "./agree-months-command.ts";
import { appointmentsCommand } from "./appointments-command.ts";
import { askCommand } from "./ask-command.ts";
import { audioCommand } from "./audio-command.ts";
import { AuditFoundFaults, auditCommand } from "./audit-command.ts";
import { belongCommands } from "./belong-command.ts";
import { calendarCommands } from "./calendar-command.ts";
import { caseloadCommand } from "./caseload-command.ts";
import { cohortCommand } from "./cohort-command.ts";
import { DoctorFoundFaults, doctorCommand } from "./doctor-command.ts";
import { drawCheckInCommand } from "./draw-check-in-command.ts";
import { drawEscalationCommand } from "./draw-escalation-command.ts";
import { drawSheetCommand } from "./draw-sheet-command.ts";
import { importAlumniCommand } from "./import-alumni-command.ts";
import { inviteAlumniCommand } from "./invite-alumni-command.ts";
import { knowledgeCommand } from "./knowledge-command.ts";
import { leaveStaffCommand } from "./leave-staff-command.ts";
import { exportLedgerCommand, restoreCheckCommand } from "./ledger-command.ts";
import { listOrganisationsCommand } from "./list-organisations-command.ts";
import { listStaffCommand } from "./list-staff-command.ts";
import { mappingCommand } from "./mapping-command.ts";
import { newKeyCommand } from "./new-key-command.ts";
import { noteOfferCommand } from "./note-offer-command.ts";
import { offerLanguagesCommand } from "./offer-languages-command.ts";
import { agreementCommand, offersCommand } from "./offers-command.ts";
import { photosCommand } from "./photos-command.ts";
import { policyCommand } from "./policy-command.ts";
import { previewCheckInCommand } from "./preview-check-in-command.ts";
import { programmeCommand } from "./programme-command.ts";
import { questionsCommand } from "./questions-command.ts";
import { retentionCommand } from "./retention-command.ts";
import { safetyCommands } from "./safety-command.ts";
import { screenCommand } from "./screen-command.ts";
import type { Seam } from "./seam.ts";
import { setEmailCommand } from "./set-email-command.ts";
import { silenceCommand } from "./silence-command.ts";
import { textsCommand } from "./texts-command.ts";
import { transferLeadCommand } from "./transfer-lead-command.ts";

/** Errors whose message was written for the operator; of anything else only the code is shown (security.md 7). */
const forPeople = new Set([
  "ConfigError",
  "NewerDatabase",
  "FolderInUse",
  "Refused",
  "SealBroken",
  "DatabaseUnreachable",
  "WrongMasterKey",
  "LedgerUnreadable",
]);

/**
 * Runs one command, as in `runCli(["staff", "add", "Fatima"], …)`, and returns the exit code: 0 when it was done, 1 when it
 * was not, with the reason on stderr. Never throws, never ends the process.
 */
export async function runCli(argv: readonly string[], seam: Seam): Promise<number> {
  try {
    await program(seam).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    // Commander has said what it had to say already.
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof DoctorFoundFaults || error instanceof AuditFoundFaults) return 1;
    const isForPeople = error instanceof Error && forPeople.has(error.name);
    seam.stderr.write(
      isForPeople
        ? `${error.message}\n`
        : `This did not work (${errorCode(error)}). \`npm run cli -- doctor\` looks for the cause.\n`,
    );
    return 1;
  }
}

function program(seam: Seam): Command {
  const root = new Command("npm run cli --")
    .description("What the operator of In Beeld does at the machine.")
    .exitOverride()
    .showHelpAfterError("(add --help for how it is used)")
    .configureOutput({
      writeOut: (text) => seam.stdout.write(text),
      writeErr: (text) => seam.stderr.write(text),
    });
  newKeyCommand(root.command("key").description("the key under which everything is encrypted"), seam);
  const organisation = root.command("organisation").description("schools, or regions of schools");
  addOrganisationCommand(organisation, seam);
  listOrganisationsCommand(organisation, seam);
  agreementCommand(organisation, seam);
  retentionCommand(organisation, seam);
  silenceCommand(organisation, seam);
  offerLanguagesCommand(organisation, seam);
  belongCommands(organisation, seam);
  calendarCommands(
    root.command("calendar").description("closed days, public holidays, and the hours for messages"),
    seam,
  );
  const staff = root.command("staff").description("case workers and coordinators");
  addStaffCommand(staff, seam);
  listStaffCommand(staff, seam);
  leaveStaffCommand(staff, seam);
  setEmailCommand(staff, seam);
  const alumni = root.command("alumni").description("the young people who are followed");
  importAlumniCommand(alumni, seam);
  mappingCommand(alumni, seam);
  inviteAlumniCommand(alumni, seam);
  const checkIn = root.command("checkin").description("the questions that young people get");
  previewCheckInCommand(checkIn, seam);
  drawCheckInCommand(checkIn, seam);
  drawEscalationCommand(root.command("escalation").description("what is handed to humans"), seam);
  policyCommand(root, seam);
  programmeCommand(root, seam);
  cohortCommand(root, seam);
  offersCommand(root, seam);
  drawSheetCommand(alumni, seam);
  noteOfferCommand(alumni, seam);
  agreeMonthsCommand(alumni, seam);
  transferLeadCommand(alumni, seam);
  safetyCommands(root.command("safety").description("the numbers for a crisis, and who checked them"), seam);
  exportLedgerCommand(root.command("ledger").description("who was erased, without names"), seam);
  restoreCheckCommand(root, seam);
  caseloadCommand(root, seam);
  appointmentsCommand(root, seam);
  photosCommand(root, seam);
  questionsCommand(root, seam);
  knowledgeCommand(root, seam);
  textsCommand(root, seam);
  audioCommand(root, seam);
  screenCommand(root, seam);
  askCommand(root, seam);
  auditCommand(root, seam);
  doctorCommand(root, seam);
  return root;
}
