import { makePostgresServer } from "../support/postgres-server.ts";

/** Runs this with the address of a PostgreSQL server of its own, which goes afterwards: nothing in it outlives the run. */
export async function withPostgres<T>(run: (serverUrl: string) => Promise<T>): Promise<T> {
  const server = await makePostgresServer({
    fsync: false,
    settings: ["synchronous_commit=off", "jit=off", "shared_buffers=256MB"],
  });
  try {
    return await run(server.url);
  } finally {
    await server.remove();
  }
}
