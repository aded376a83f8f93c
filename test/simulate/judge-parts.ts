import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { stopwatch } from "../../src/clock.ts";
import { findEmptiness } from "./check.ts";
import type { Judged, JudgeOptions } from "./judge-world.ts";
import { onCore } from "./on-core.ts";
import type { FromPart } from "./part-process.ts";
import { partWorld } from "./part-world.ts";
import { planWorld } from "./plan-world.ts";
import { findVictim } from "./plant-fault.ts";

/**
 * Lets the schools of a world live in as many processes as the machine has cores, each with a PostgreSQL of its own, and puts their
 * verdicts together. Rejects when a part ends without a verdict, or when nobody in the world fits the plant.
 */
export async function judgeParts(
  options: Omit<JudgeOptions, "databaseUrl" | "part"> & { readonly processes?: number },
): Promise<Judged> {
  const elapsed = stopwatch();
  const { plant, processes = availableParallelism(), say = () => undefined, ...size } = options;
  const world = planWorld(size);
  const of = Math.min(world.schools.length, processes);
  const numbers = Array.from({ length: of }, (_, number) => number);
  const planted = plant && numbers.find((number) => findVictim(plant, partWorld(world, number, of)));
  if (plant && planted === undefined)
    throw new Error("Nobody in this world fits the plant; take more people or months");
  const judged = await Promise.all(
    numbers.map((number) =>
      judgePart(
        {
          ...{ ...size, part: { number, of } },
          ...(plant && number === planted ? { plant } : {}),
        },
        (text) => say(of === 1 ? text : `part ${number + 1} of ${of}: ${text}`),
      ),
    ),
  );
  return addUp(judged, options.months, elapsed());
}

function judgePart(
  settings: Omit<JudgeOptions, "databaseUrl">,
  say: (text: string) => void,
): Promise<Judged> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, "part-process.ts"), {
      ...onCore(settings.part?.number ?? 0),
      env: { ...process.env, SIMULATE_PART: JSON.stringify(settings) },
    });
    child.on("message", (message: FromPart) => {
      if ("says" in message) say(message.says);
      else resolve(message.judged);
    });
    child.once("exit", (code) => reject(new Error(`A part ended with ${code} and no verdict`)));
  });
}

/** Sums, the longest of all, and the average over all who work there. */
function addUp(parts: readonly Judged[], months: number, milliseconds: number): Judged {
  const each = parts.map(({ figures }) => figures);
  const sum = (of: (one: Judged["figures"]) => number) => each.reduce((total, one) => total + of(one), 0);
  const workers = parts.reduce((total, one) => total + one.workers, 0);
  const rings = parts.reduce((total, one) => total + one.figures.urgentPerWorkerWeek * one.workers, 0);
  const total = {
    alumni: sum((one) => one.alumni),
    months,
    contactsPlanned: sum((one) => one.contactsPlanned),
    contactsRealised: sum((one) => one.contactsRealised),
    messagesOutsideHours: sum((one) => one.messagesOutsideHours),
    withoutNextStep: sum((one) => one.withoutNextStep),
    reoffersDue: sum((one) => one.reoffersDue),
    reoffersMade: sum((one) => one.reoffersMade),
    reoffersDoubled: sum((one) => one.reoffersDoubled),
    longestUnseenDays: Math.max(...each.map((one) => one.longestUnseenDays)),
    unseenLimitDays: Math.max(...each.map((one) => one.unseenLimitDays)),
    urgentPerWorkerWeek: Math.round((rings / Math.max(1, workers)) * 100) / 100,
  };
  const findings = [...parts.flatMap((one) => one.findings), ...findEmptiness(total)];
  return {
    workers,
    findings,
    figures: {
      ...total,
      seconds: Math.round(milliseconds / 100) / 10,
      peakMemoryMb: sum((one) => one.peakMemoryMb),
      ok: findings.length === 0,
    },
  };
}
