/** The rows of a raw query: postgres.js hands out an array, PGlite an object with `rows`. Numbers need a cast in the SQL. */
export function rowsOf<Row>(result: unknown): Row[] {
  return (Array.isArray(result) ? result : (result as { rows: Row[] }).rows) as Row[];
}
