import type { ClosedDays } from "../people/duty/is-staffed.ts";
import { type DueMoment, decideDueDays } from "./decide-due-days.ts";
import { decideTerm } from "./decide-term.ts";
import type { Moment, Programme, ProgrammePart, When } from "./programme.ts";
import { type Expression, systems } from "./systems.ts";
import { templates } from "./templates.ts";

/** A Friday: the last school day of a summer. */
export const exampleExit = "2026-07-17";

/** A summer vacation and the days around New Year. */
const exampleClosed: ClosedDays = [
  { from: "2026-07-18", until: "2026-08-30" },
  { from: "2026-12-19", until: "2027-01-03" },
];

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
const span = (from: string | null, until: string | null): string =>
  from === null ? "–" : `${from} to ${until}`;
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `docs/programmes.md`: our templates, the ten systems from practice in their words, and all due days for a leaver of this day. */
export function drawProgrammes(exitDay = exampleExit): string {
  const sections = [
    "# Programmes",
    "Generated from `src/programme/templates.ts`, `systems.ts` and `decide-due-days.ts` by `npm run cli -- programme table`; a test compares.",
    "## Our templates",
    "All of it can be changed by an organisation (`change-programme.ts`); a cohort keeps the version it began with. Where each comes from, and what is ours to choose, stands in `templates.ts`.",
    table(
      ["Template", "For", "Level", "Months", "Begins before", "Least a year", "Moments", "After the term"],
      templates.map(templateRow),
    ),
    "## The ten systems",
    "Every follow-up system of domain 3.1, and with which template it is expressed.",
    table(
      ["System", "Of", "Programme", "Changed"],
      systems.flatMap(({ code, name, expressions }) =>
        expressions.map((one, index) => [
          index === 0 ? `${code} ${name}` : "",
          one.of ?? "",
          one.parts.map(partName).join(", then "),
          changesOf(one),
        ]),
      ),
    ),
    `## Due days for who leaves school on ${exitDay}`,
    "Local days, both included, before vacations are typed in. *Asks*: when the robot asks its check-in. A window belongs to the year its middle day lies in. Moments of the final year stand for whoever takes part then.",
    ...systems.flatMap(({ code, name, expressions }) =>
      expressions.flatMap((one) => [
        `### ${code} ${name}${one.of ? ` (${one.of})` : ""}`,
        termOf(one, exitDay),
        dueTable(one, exitDay),
      ]),
    ),
    "## The first year of S1 when the school is closed",
    `Closed from ${exampleClosed.map(({ from, until }) => span(from, until)).join(" and from ")}. Closed days are cut off; where no working day is left to ask 14 to 7 days before, the robot asks when work begins again, and the human follows.`,
    ...systems
      .slice(0, 1)
      .flatMap(({ expressions }) =>
        expressions.slice(0, 1).map((one) => dueTable(one, exitDay, exampleClosed)),
      ),
  ];
  return `${sections.join("\n\n")}\n`;
}

const templateRow = (programme: Programme): string[] => [
  `\`${programme.key}\``,
  programme.basis,
  programme.level,
  String(programme.months),
  plural(programme.opens, "month"),
  String(programme.minimumPerYear),
  programme.moments.map(describeMoment).join("; ") ||
    `only inbound${programme.yearlyHello ? ", a hello once a year" : ""}`,
  programme.afterTerm === "closes" ? "closing message" : "the door stays open",
];

/** One line about a moment: when, how, by whom. */
export function describeMoment({ when, phases, form, otherForms, role, asksBefore }: Moment): string {
  const others = otherForms.length > 0 ? ` (or ${otherForms.join(", ")})` : "";
  const by = role === "caseWorker" ? "" : ` by the ${role}`;
  const only = phases ? `${phases.join(" and ")}: ` : "";
  return `${only}${describeWhen(when)} ${form}${others}${by}${asksBefore ? ", robot asks before" : ""}`;
}

const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function describeWhen(when: When): string {
  switch (when.kind) {
    case "calendar":
      return when.months.map((month) => names[month - 1]).join("-");
    case "everyMonths":
      return `every ${when.months === 1 ? "month" : plural(when.months, "month")}`;
    case "everyWeeks":
      return `every ${when.weeks === 1 ? "week" : plural(when.weeks, "week")}`;
    case "afterExit":
      return `${plural(when.months, "month")} after the exit`;
    case "agreed":
      return `${when.perYear} a year, agreed together,`;
  }
}

function partName({ programme, fromMonth, months }: ProgrammePart): string {
  return fromMonth > 0 || months !== programme.months
    ? `\`${programme.key}\` (months ${fromMonth + 1} to ${fromMonth + months})`
    : `\`${programme.key}\``;
}

/** The change of each template, as somebody would write it. */
function changesOf({ changes }: Expression): string {
  const written = Object.values(changes).map((change) => `\`${JSON.stringify(change).replaceAll('"', "")}\``);
  return written.join(", ") || "–";
}

function termOf({ parts }: Expression, exitDay: string): string {
  const last = parts.at(-1);
  const months = (last?.fromMonth ?? 0) + (last?.months ?? 0);
  const { endsOn, atEnd, reOfferOn } = decideTerm(exitDay, months, last?.programme.afterTerm);
  const end = atEnd === "closes" ? "then a closing message" : "then the door stays open";
  const again =
    parts[0]?.programme.basis === "guidance" ? ` Second offer for who does not take part: ${reOfferOn}.` : "";
  return `Until ${endsOn}, ${end}.${again}`;
}

function dueTable({ parts }: Expression, exitDay: string, closedDays: ClosedDays = []): string {
  // Long before any final year begins: the programme's own beginning counts.
  const all = decideDueDays({ parts, exitDay, takesPartFrom: "0001-01-01", closedDays });
  const due = closedDays.length > 0 ? all.filter(({ phase }) => phase === "year_1") : all;
  return table(["Occasion", "Phase", "Window", "Asks", "Form", "Role", "Themes"], due.map(dueRow));
}

const dueRow = ({
  occasion,
  phase,
  from,
  until,
  askFrom,
  askUntil,
  form,
  role,
  themes,
}: DueMoment): string[] => [
  occasion,
  phase,
  span(from, until),
  span(askFrom, askUntil),
  form,
  role,
  themes.join(" ") || "–",
];
