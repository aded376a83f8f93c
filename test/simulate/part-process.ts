// One part of a world in a process of its own, with its own PostgreSQL. Settings come as JSON in SIMULATE_PART; the verdict goes back
// as a message.
import { type JudgeOptions, judgeWorld } from "./judge-world.ts";
import { withPostgres } from "./with-postgres.ts";

const options = JSON.parse(process.env.SIMULATE_PART ?? "{}") as Omit<JudgeOptions, "say" | "databaseUrl">;
// Whoever started this is gone: a run that was broken off leaves nothing behind.
process.on("disconnect", () => process.exit(1));

const send = (message: FromPart) => new Promise((resolve) => process.send?.(message, resolve));
const judged = await withPostgres((databaseUrl) =>
  judgeWorld({ ...options, databaseUrl, say: (text) => void send({ says: text }) }),
);
await send({ judged });
process.exit(0);

export type FromPart =
  | { readonly says: string }
  | { readonly judged: Awaited<ReturnType<typeof judgeWorld>> };
