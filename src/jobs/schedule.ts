import { schedule } from "node-cron";

/** Calls `job` every five seconds of the machine's time, never two at once in this process. Returns how to stop it. */
export function everyFiveSeconds(job: () => Promise<void>): () => Promise<void> {
  const task = schedule("*/5 * * * * *", job, { noOverlap: true });
  return async () => {
    await task.stop();
  };
}

/** Calls `job` at every full minute of the machine's time, never two at once in this process. Returns how to stop it. */
export function everyMinute(job: () => Promise<void>): () => Promise<void> {
  const task = schedule("0 * * * * *", job, { noOverlap: true });
  return async () => {
    await task.stop();
  };
}
