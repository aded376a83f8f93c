import type { Rows } from "./rows.ts";
import type { FactsLine, MessageLine, SchoolLine, WitnessLine } from "./witness-line.ts";

/** Somebody with what the log and the rows say of them, oldest first. */
export interface Person {
  readonly row: Rows["alumni"][number];
  /** Null for who was never seen with a phone. */
  readonly chat: number | null;
  /** How they live with the robot by the plan of the world; empty where the log does not say. */
  readonly kind: string;
  readonly did: readonly number[];
  readonly contacts: readonly number[];
  readonly tasks: readonly Rows["tasks"][number][];
  readonly escalations: readonly Rows["escalations"][number][];
  readonly consents: readonly Rows["consents"][number][];
  readonly enrolment: Rows["enrolments"][number] | undefined;
  readonly talks: readonly Rows["talks"][number][];
  readonly unlinkings: readonly Rows["unlinkings"][number][];
  readonly moments: readonly Rows["moments"][number][];
  /** What the school knew of them, each time that it was another. */
  readonly facts: readonly FactsLine[];
  /** The buttons that they tapped. */
  readonly taps: readonly { readonly at: number; readonly data: string }[];
  /** When somebody of the staff tapped something that is about them. */
  readonly handled: readonly number[];
  /** When they blocked the bot. */
  readonly blocks: readonly number[];
  /** What their phone got. */
  readonly messages: readonly MessageLine[];
}

/** Everybody of a world. */
export interface Life {
  readonly lines: readonly WitnessLine[];
  readonly rows: Rows;
  readonly people: ReadonlyMap<string, Person>;
  readonly personOf: ReadonlyMap<number, Person>;
  readonly schools: ReadonlyMap<string, Rows["schools"][number]>;
  readonly staffSchool: ReadonlyMap<number, string>;
  /** When each phone did something, oldest first. */
  readonly did: ReadonlyMap<number, readonly number[]>;
  /** The programmes of each school as the world was planned; a school of which the log does not say them is judged by none. */
  readonly ways: ReadonlyMap<string, SchoolLine["programmes"]>;
}

/** Puts the log and the rows together by person. */
export function sortLife(lines: readonly WitnessLine[], rows: Rows): Life {
  const did = new Map<number, number[]>();
  for (const line of lines)
    if (line.what === "did" && line.deed !== "block") {
      const before = did.get(line.chat);
      if (before) before.push(line.at);
      else did.set(line.chat, [line.at]);
    }
  const staffChats = new Set(rows.staff.map(({ chat }) => chat));
  const subjects = subjectsOf(rows);
  const handled = new Map<string, number[]>();
  const messages = new Map<number, MessageLine[]>();
  const blocks = new Map<number, number[]>();
  const taps = new Map<number, { at: number; data: string }[]>();
  const facts = new Map<string, FactsLine[]>();
  const add = <Key, One>(to: Map<Key, One[]>, key: Key, one: One) => {
    const there = to.get(key);
    if (there) there.push(one);
    else to.set(key, [one]);
  };
  for (const line of lines) {
    if (line.what === "message") add(messages, line.chat, line);
    if (line.what === "did" && line.deed === "block") add(blocks, line.chat, line.at);
    if (line.what === "did" && line.data) add(taps, line.chat, { at: line.at, data: line.data });
    if (line.what === "facts") add(facts, line.alumnus, line);
    if (line.what === "did" && line.data && staffChats.has(line.chat))
      for (const id of new Set(line.data.split(":").flatMap((part) => subjects.get(part) ?? [])))
        add(handled, id, line.at);
  }
  const of = <Row extends { readonly alumnusId: string }>(list: readonly Row[]) => {
    const groups = Map.groupBy(list, ({ alumnusId }) => alumnusId);
    return (id: string): readonly Row[] => groups.get(id) ?? [];
  };
  const [contacts, tasks, escalations, consents, enrolments, talks, unlinkings, moments] = [
    of(rows.contacts),
    of(rows.tasks),
    of(rows.escalations),
    of(rows.consents),
    of(rows.enrolments),
    of(rows.talks),
    of(rows.unlinkings),
    of(rows.moments),
  ];
  const owners = lines.filter((line) => line.what === "person");
  const chatOf = new Map(owners.map(({ alumnus, chat }) => [alumnus, chat]));
  const kindOf = new Map(owners.map(({ alumnus, kind }) => [alumnus, kind]));
  const people = new Map(
    rows.alumni.map((row): [string, Person] => [
      row.id,
      {
        row,
        chat: chatOf.get(row.id) ?? null,
        kind: kindOf.get(row.id) ?? "",
        did: did.get(chatOf.get(row.id) ?? 0) ?? [],
        contacts: contacts(row.id).flatMap(({ at, result }) => (result === "reached" ? [at] : [])),
        tasks: tasks(row.id),
        escalations: escalations(row.id),
        consents: consents(row.id),
        enrolment: enrolments(row.id)[0],
        talks: talks(row.id),
        unlinkings: unlinkings(row.id),
        moments: moments(row.id),
        facts: facts.get(row.id) ?? [],
        taps: taps.get(chatOf.get(row.id) ?? 0) ?? [],
        handled: handled.get(row.id) ?? [],
        blocks: blocks.get(chatOf.get(row.id) ?? 0) ?? [],
        messages: messages.get(chatOf.get(row.id) ?? 0) ?? [],
      },
    ]),
  );
  return {
    lines,
    rows,
    people,
    personOf: new Map([...people.values()].flatMap((one) => (one.chat === null ? [] : [[one.chat, one]]))),
    schools: new Map(rows.schools.map((one) => [one.id, one])),
    staffSchool: new Map(
      rows.staff.flatMap(({ chat, schoolId }) => (chat === null ? [] : [[chat, schoolId]])),
    ),
    did,
    ways: new Map(lines.flatMap((line) => (line.what === "school" ? [[line.school, line.programmes]] : []))),
  };
}

/** The kinds of the buttons under a message. */
export const codesOf = (buttons: readonly string[]) => buttons.map((data) => data.split(":", 1)[0]);

/** An id as a button carries it: 16 bytes as 22 letters. */
export const shortOf = (id: string): string =>
  /^[0-9a-f-]{36}$/.test(id) ? Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url") : id;

/** Whom a button with one of these in it is about. */
function subjectsOf({ alumni, tasks, escalations, talks, abouts }: Rows): ReadonlyMap<string, string> {
  return new Map([
    ...alumni.map(({ id }): [string, string] => [shortOf(id), id]),
    ...[...tasks, ...escalations, ...talks, ...abouts].map(({ id, alumnusId }): [string, string] => [
      shortOf(id),
      alumnusId,
    ]),
  ]);
}

/** The newest yes or no before an instant says whether somebody takes part. */
export function takesPart({ consents }: Person, at: number): boolean {
  return consents.findLast((one) => one.at <= at)?.answer === "yes";
}

/** The last moment in an ascending list that is not after `at`. */
export function lastBefore(moments: readonly number[], at: number): number | undefined {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return moments[low - 1];
}
