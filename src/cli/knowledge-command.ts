import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { eq } from "drizzle-orm";
import { caseWorker, knowledgeApprover } from "../db/schema/index.ts";
import { shippedKnowledge } from "../knowledge/ask.ts";
import { decideProposed, findProposed, propose, readOwnItems, setApprover } from "../knowledge/change-own.ts";
import { decideOwn } from "../knowledge/decide-own.ts";
import { decideShown } from "../knowledge/decide-shown.ts";
import { findOwn } from "../knowledge/find-own.ts";
import { items } from "../knowledge/items.ts";
import type { Office } from "../people/add-staff.ts";
import { openName } from "../people/details.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { findStaffByName } from "../people/find-staff.ts";
import { findCaseWorker, type OrganisationRow } from "../people/store.ts";
import { findMonth, takeWishes } from "../questions/tend-wishes.ts";
import { readJsonFile } from "./read-json-file.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface Options {
  readonly organisation?: string;
}
interface ByOptions extends Options {
  readonly by: string;
}

const which = ["--organisation <name>", "which organisation, when there are several"] as const;
const proposer = ["--by <name>", "who of the staff proposes it; somebody else approves"] as const;

/** `knowledge …`: what an organisation shows of the answers, and its own; a second person approves each change. */
export function knowledgeCommand(root: Command, seam: Seam): void {
  const knowledge = root
    .command("knowledge")
    .description("the answers to questions of parents, and the own ones");
  knowledge
    .command("list")
    .description("every item: whether it is shown here and until when, or why not")
    .option(...which)
    .action((options: Options) => withOffice(seam, (office) => list(seam, office, options)));
  knowledge
    .command("confirm")
    .description("say that items are true here, so that they are shown (those that wait for it)")
    .argument("<items...>", "such as wrk-10")
    .requiredOption(...proposer)
    .option(...which)
    .action((ids: string[], options: ByOptions) => proposeAll(seam, ids, "confirm", options));
  knowledge
    .command("withdraw")
    .description("say that items are not to be shown here")
    .argument("<items...>")
    .requiredOption(...proposer)
    .option(...which)
    .action((ids: string[], options: ByOptions) => proposeAll(seam, ids, "withdraw", options));
  knowledge
    .command("export")
    .description("write items into a file, to change the answers in it")
    .argument("<items...>")
    .requiredOption("--out <file>", "a JSON file; one that is there already is not replaced")
    .action((ids: string[], { out }: { readonly out: string }) => exportItems(seam, ids, out));
  knowledge
    .command("import")
    .description("propose own answers and own items from a file, all of them or none")
    .argument("<file>", "as `knowledge export` writes it")
    .requiredOption(...proposer)
    .option(...which)
    .action((file: string, options: ByOptions) => importItems(seam, file, options));
  knowledge
    .command("proposed")
    .description("what waits for a second person")
    .option(...which)
    .action((options: Options) => withOffice(seam, (office) => listProposed(seam, office, options)));
  for (const [name, decision] of [
    ["approve", "approved"],
    ["refuse", "refused"],
  ] as const)
    knowledge
      .command(name)
      .description(
        `${name} what a colleague proposed; it ${name === "approve" ? "counts at once" : "is gone"}`,
      )
      .argument("[items...]", "all that waits when left out")
      .requiredOption("--by <name>", "who decides: appointed, and not who proposed it")
      .option(...which)
      .action((ids: string[], options: ByOptions) =>
        withOffice(seam, async (office) => {
          const { by } = await handOf(office, options);
          const decided = await decideProposed(office, by, decision, ids);
          if (!decided.ok) throw new Refused(decided.why);
          seam.stdout.write(`${decided.count} ${decision}.\n`);
        }),
      );
  knowledge
    .command("wishes")
    .description(
      "questions that humans kept for the robot, and how many it could not find or was not asked, of a month",
    )
    .option("--month <month>", "such as 2026-11; this month when left out")
    .option(...which)
    .action((options: Options & { readonly month?: string }) =>
      withOffice(seam, (office) => listWishes(seam, office, options)),
    );
  knowledge
    .command("take")
    .description("other words for an item count from now on; a second person says so")
    .argument("<wishes...>", "as `knowledge wishes` numbers them")
    .requiredOption("--by <name>", "who looked at them: appointed, and not who kept them")
    .option(...which)
    .action((ids: string[], options: ByOptions) =>
      withOffice(seam, async (office) => {
        const { by } = await handOf(office, options);
        const taken = await takeWishes(office, by, ids);
        if (!taken.ok) throw new Refused(taken.why);
        seam.stdout.write(`${taken.count} taken.\n`);
      }),
    );
  knowledge
    .command("approvers")
    .description("who approves; appoint somebody, or end it")
    .option("--add <name>")
    .option("--remove <name>")
    .option(...which)
    .action((options: Options & { readonly add?: string; readonly remove?: string }) =>
      withOffice(seam, (office) => approvers(seam, office, options)),
    );
}

async function handOf(office: Office, { organisation, by }: ByOptions) {
  const row = await findOrganisationByName(office.db, organisation);
  return { row, by: await findStaffByName(office.db, office.vault, row, by) };
}

function proposeAll(seam: Seam, ids: readonly string[], kind: "confirm" | "withdraw", options: ByOptions) {
  return withOffice(seam, async (office) => {
    const { by } = await handOf(office, options);
    const proposed = await propose(
      office,
      by,
      ids.map((itemId) => ({ itemId, kind, content: null })),
    );
    if (!proposed.ok) throw new Refused(proposed.why);
    seam.stdout.write(
      `${ids.length} proposed. They count when a second person approves: knowledge approve --by NAME\n`,
    );
  });
}

async function list(seam: Seam, { db, now }: Office, options: Options): Promise<void> {
  const row = await findOrganisationByName(db, options.organisation);
  const entries = await findOwn(db, row.id);
  const today = localDay(row, now);
  const shown = decideOwn(items, entries, { today, reader: "parent" });
  const forAlumni = decideOwn(items, entries, { today, reader: "alumnus" });
  const confirmed = new Set(entries.flatMap(({ itemId, kind }) => (kind === "confirm" ? [itemId] : [])));
  const own = entries.flatMap(({ itemId, kind }) => (kind === "add" ? [itemId] : []));
  const stateOf = (id: string) => {
    const found = shown.get(id) ?? forAlumni.get(id);
    const until = found && (found.own ?? found.facts).validUntil;
    if (found) return [found.own ? "own answer" : "shown", until ? `until ${until}` : ""];
    const said = entries.findLast(({ itemId }) => itemId === id);
    if (said?.kind === "withdraw") return ["withdrawn", ""];
    if (said?.content) return ["own answer has ended", said.content.validUntil ?? ""];
    const item = items.find((one) => one.id === id);
    const why = item && decideShown(item, { today, reader: item.for[0] ?? "parent", confirmed });
    return [
      {
        notConfirmed: "waits for `knowledge confirm` (nobody has checked it)",
        notTrueHere: "waits for `knowledge confirm` (true in some places)",
        expired: "has ended",
        notForYou: "for nobody",
      }[why ?? "notForYou"],
      item?.validUntil ?? "",
    ];
  };
  const ids = [...new Set([...items.map(({ id }) => id), ...own])];
  writeTable(
    seam.stdout,
    ids.map((id) => [
      id,
      ...stateOf(id),
      shippedKnowledge().texts.nl.get(id)?.question ?? ownQuestion(shown.get(id)?.own),
    ]),
  );
}

const ownQuestion = (
  own: { readonly texts: Readonly<Record<string, { question?: string | undefined }>> } | undefined,
) => Object.values(own?.texts ?? {})[0]?.question ?? "";

async function exportItems(seam: Seam, ids: readonly string[], out: string): Promise<void> {
  const { texts } = shippedKnowledge();
  const content = Object.fromEntries(
    ids.map((id) => {
      const item = items.find((one) => one.id === id);
      if (!item) throw new Refused(`There is no item ${id}. No file was written.`);
      const own = Object.entries(texts).flatMap(([language, all]) => {
        const text = all.get(id);
        return text
          ? [[language, { question: text.question, answer: text.answer, phrasings: [] }] as const]
          : [];
      });
      const { source, checked, validUntil } = item;
      return [id, { texts: Object.fromEntries(own), source, checked, ...(validUntil ? { validUntil } : {}) }];
    }),
  );
  await writeFile(out, `${JSON.stringify(content, null, 2)}\n`, { flag: "wx" }).catch(() => {
    throw new Refused(`${out} cannot be written, or is there already. No file was written.`);
  });
  seam.stdout.write(`${ids.length} in ${out}. Change the answers, then: knowledge import ${out} --by NAME\n`);
}

function importItems(seam: Seam, file: string, options: ByOptions) {
  return withOffice(seam, async (office) => {
    const { by } = await handOf(office, options);
    const read = readOwnItems(await readJsonFile(file));
    if (!read.ok) throw new Refused([`${file} has faults. Nothing was changed.`, ...read.faults].join("\n"));
    const proposed = await propose(office, by, read.entries);
    if (!proposed.ok) throw new Refused(proposed.why);
    seam.stdout.write(
      `${read.entries.length} proposed. They count when a second person approves: knowledge approve --by NAME\n`,
    );
  });
}

async function listProposed(seam: Seam, { db, vault }: Office, options: Options): Promise<void> {
  const row = await findOrganisationByName(db, options.organisation);
  const waiting = await findProposed(db, row.id);
  if (waiting.length === 0) seam.stdout.write("Nothing waits.\n");
  const rows: string[][] = [];
  for (const { itemId, kind, content, proposedBy } of waiting) {
    const worker = await findCaseWorker(db, proposedBy);
    const answers = Object.entries(content?.texts ?? {}).map(
      ([language, { answer }]) => `${language}: ${answer}`,
    );
    rows.push([itemId, kind, worker ? await openName(db, vault, worker) : "", answers.join(" | ")]);
  }
  writeTable(seam.stdout, rows);
}

async function listWishes(
  seam: Seam,
  { db, now }: Office,
  options: Options & { readonly month?: string },
): Promise<void> {
  const row = await findOrganisationByName(db, options.organisation);
  const month = options.month ?? localDay(row, now).slice(0, 7);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Refused("--month takes a month, such as 2026-11.");
  const { wishes, missed, straight } = await findMonth(db, row, month);
  writeTable(
    seam.stdout,
    wishes.map(({ id, language, itemId, words, takenAt }) => [
      ...[id.slice(0, 8), language, itemId ?? "new", takenAt ? "taken" : "waits", words],
    ]),
  );
  seam.stdout.write(wishes.length === 0 ? `Nothing was kept in ${month}.\n` : "");
  for (const [what, counted] of [
    ["not found", missed],
    ["asked a human at once", straight],
  ] as const)
    for (const { topic, language, count } of counted)
      seam.stdout.write(`${count} ${what}: ${topic ?? "subject not known"}, ${language}\n`);
}

async function approvers(
  seam: Seam,
  office: Office,
  { add, remove, ...options }: Options & { readonly add?: string; readonly remove?: string },
): Promise<void> {
  const row = await findOrganisationByName(office.db, options.organisation);
  for (const [name, approves] of [
    [add, true],
    [remove, false],
  ] as const)
    if (name !== undefined)
      await setApprover(office, await findStaffByName(office.db, office.vault, row, name), approves);
  const names = await namesOf(office, row);
  seam.stdout.write(
    names.length > 0
      ? `Approve at ${row.name}: ${names.join(", ")}.\n`
      : `Nobody approves at ${row.name} yet.\n`,
  );
}

async function namesOf({ db, vault }: Office, { id }: OrganisationRow): Promise<string[]> {
  const rows = await db
    .select({ worker: caseWorker })
    .from(knowledgeApprover)
    .innerJoin(caseWorker, eq(caseWorker.id, knowledgeApprover.caseWorkerId))
    .where(eq(knowledgeApprover.organisationId, id));
  return Promise.all(rows.map(({ worker }) => openName(db, vault, worker)));
}
