import { decideFaults, type ProgrammeFault } from "./decide-faults.ts";
import { type Moment, type Programme, programmeSchema } from "./programme.ts";

/** What an organisation wants otherwise. What is left out stays as it is. */
export type ProgrammeChange = Partial<Omit<Programme, "key" | "version" | "moments">> & {
  /** By key: what changes in a moment, null to take it out, or a whole moment under a new key. In the order of the programme, new ones last. */
  readonly moments?: Readonly<Record<string, Partial<Omit<Moment, "key">> | null>>;
};

export type ProgrammeRead =
  | { readonly ok: true; readonly programme: Programme }
  | { readonly ok: false; readonly faults: readonly [ProgrammeFault, ...ProgrammeFault[]] };

/**
 * The next version of a programme: the same key, one version on, with the change in it. Refuses, with every fault, what
 * nobody could follow: a window without months, more than 53 moments a year, a term outside 12 to 36 months. The programme that
 * was handed in stays as it is, and so does every cohort that has it.
 */
export function changeProgramme(programme: Programme, change: ProgrammeChange): ProgrammeRead {
  const { moments: changed = {}, ...rest } = change;
  const known = new Set(programme.moments.map(({ key }) => key));
  const kept = programme.moments.flatMap((moment) => {
    const other = changed[moment.key];
    return other === null ? [] : [{ ...moment, ...other }];
  });
  const added = Object.entries(changed).flatMap(([key, moment]) =>
    known.has(key) || moment === null ? [] : [{ key, ...moment }],
  );
  return readProgramme({
    ...programme,
    ...rest,
    version: programme.version + 1,
    moments: [...kept, ...added],
  });
}

/** A programme from what was stored or typed (JSON). Refuses with every fault, and with the moment that each is in. */
export function readProgramme(content: unknown): ProgrammeRead {
  const parsed = programmeSchema.safeParse(content);
  const faults = parsed.success
    ? decideFaults(parsed.data)
    : parsed.error.issues.map(({ path }) => ({
        code: "unreadable" as const,
        moment: momentAt(content, path),
      }));
  const [first, ...others] = faults;
  if (first) return { ok: false, faults: [first, ...others] };
  return { ok: true, programme: parsed.data as Programme };
}

/** The key of the moment that a path leads into. */
function momentAt(content: unknown, [field, index]: readonly PropertyKey[]): string | null {
  if (field !== "moments" || typeof index !== "number") return null;
  const { moments } = content as { moments?: readonly { key?: unknown }[] };
  const key = Array.isArray(moments) ? moments[index]?.key : undefined;
  return typeof key === "string" ? key : null;
}
