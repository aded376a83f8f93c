import { dayMilliseconds, earliest, endOf } from "./days.ts";
import type {
  Deed,
  DoneTask,
  NextStep,
  OpenTask,
  Standing,
  StandingFacts,
  StandingState,
  TaskKind,
} from "./standing.ts";

/** Where somebody stands, with what comes next and when time looks again. */
export function standing(
  state: StandingState,
  reason: string,
  next: NextStep,
  lookAt: Date | null,
  deeds: readonly Deed[] = [],
): Standing {
  return { state, reason, next, lookAt, deeds };
}

/** The same, looked at again no later than at another moment. */
export const later = (one: Standing, at: Date | null): Standing => ({
  ...one,
  lookAt: earliest([one.lookAt, at]),
});

/** Nothing is done but to look again. */
export const look = (at: Date): NextStep => ({ what: "look", by: "robot", at });

/** Whatever ends a human's task asks for a look by itself; a look each night at everybody who waits was most of all looks, and found nothing. */
export const backstop = (now: Date) => new Date(now.getTime() + 14 * dayMilliseconds);

/** After a human did what there was to do, and it is still so, it is asked of them again a month later. */
export const againDays = 30;

/**
 * A human's task: opened now when it is not open yet, then waited for. One that was done is set again after a month if its
 * reason is still there: nobody is forgotten because somebody tapped "done".
 */
export function byTask(
  facts: StandingFacts,
  now: Date,
  [state, reason]: readonly [StandingState, string],
  kind: TaskKind,
  dueDay: string,
  subject: string = kind,
): Standing {
  const isAbout = (one: OpenTask | DoneTask) =>
    one.kind === kind && (one.about === subject || one.about.startsWith(`${subject} `));
  const open = facts.openTasks.find(isAbout);
  const soon = backstop(now);
  if (open) {
    const step = { what: kind, by: "human", at: endOf(open.dueDay, facts.timeZone) } as const;
    return standing(state, reason, step, soon);
  }
  const before = facts.doneTasks.filter(isAbout);
  const last = before.findLast((one) => one.isSettled !== true);
  const againAt = last && new Date(last.doneAt.getTime() + againDays * dayMilliseconds);
  if (againAt && now < againAt)
    return standing(state, reason, { what: kind, by: "human", at: againAt }, earliest([againAt, soon]));
  const about = freeName(subject, before);
  const step = { what: kind, by: "human", at: endOf(dueDay, facts.timeZone) } as const;
  return standing(state, reason, step, soon, [{ do: "task", kind, about, dueDay }]);
}

/** Also what ended by itself keeps its name, and under a name that is taken nothing would be set. */
function freeName(subject: string, before: readonly DoneTask[]): string {
  const names = [subject, ...before.map((_, n) => `${subject} ${n + 1}`)];
  return names.find((name) => before.every(({ about }) => about !== name)) ?? subject;
}
