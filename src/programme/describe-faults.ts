import { decideFaults, type ProgrammeFaultCode, termLimits } from "./decide-faults.ts";
import { programmeSchema } from "./programme.ts";

/** Puts a fault into words; the limits are months. */
export type SayFault = (code: ProgrammeFaultCode, limits: { least: number; most: number }) => string;

/**
 * What is wrong with a programme from a file, a line each with its place: `moments.2.when.months (winter): …`. Empty when it can
 * be used.
 */
export function describeFaults(content: unknown, say: SayFault): string[] {
  const parsed = programmeSchema.safeParse(content);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => {
      const key = keyAt(content, path);
      return `${path.join(".") || "the file"}${key ? ` (${key})` : ""}: ${message}`;
    });
  const limits = termLimits[parsed.data.basis];
  return decideFaults(parsed.data).map(({ code, moment }) => {
    const place = moment ?? placeOf[code];
    return place ? `${place}: ${say(code, limits)}` : say(code, limits);
  });
}

/** Which field of the programme a fault is in, where it is in none of its moments. */
const placeOf: Partial<Record<ProgrammeFaultCode, string>> = {
  termOutOfRange: "months",
  opensOutOfRange: "opens",
  minimumOutOfRange: "minimumPerYear",
  helloThoughActive: "yearlyHello",
  plannedThoughInbound: "guidance",
  nothingPlanned: "moments",
  tooManyAYear: "moments",
};

function keyAt(content: unknown, [field, index]: readonly PropertyKey[]): string | undefined {
  if (field !== "moments" || typeof index !== "number") return undefined;
  const { moments } = content as { moments?: readonly { key?: unknown }[] };
  const key = Array.isArray(moments) ? moments[index]?.key : undefined;
  return typeof key === "string" ? key : undefined;
}
