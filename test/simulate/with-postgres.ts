import { makePostgresServer } from "../support/postgres-server.ts";

/** Nothing in the database outlives the run, and nobody looks at it from outside meanwhile. */
const settings = [
  ...["synchronous_commit=off", "jit=off", "shared_buffers=256MB"],
  ...["wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB", "checkpoint_timeout=1h"],
  ...["track_activities=off", "update_process_title=off"],
  // Tables that grow for two years do so within minutes here; a plan that is kept is made anew when its table was analyzed.
  "autovacuum_naptime=5s",
];

/**
 * Runs this with the address of an empty database on a PostgreSQL server of its own, which goes afterwards, also when the process
 * ends before. Plans are kept: planning costs more than running does, and what a service fears of a kept plan, that it was made
 * while the tables were empty, the settings see to. They talk through a socket, where there is one: that takes less of the core that
 * they share.
 */
export async function withPostgres<T>(run: (databaseUrl: string) => Promise<T>): Promise<T> {
  const server = await makePostgresServer({ fsync: false, settings });
  const end = () => {
    const pid = server.pid();
    if (pid !== undefined) process.kill(pid, "SIGQUIT");
  };
  process.once("exit", end);
  try {
    const socket = server.socketFolder ? `&host=${encodeURIComponent(server.socketFolder)}` : "";
    return await run(`${server.url}/postgres?plan_cache_mode=auto${socket}`);
  } finally {
    await server.remove();
    process.removeListener("exit", end);
  }
}
