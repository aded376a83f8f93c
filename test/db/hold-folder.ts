// Opens the PGlite folder that is named in its argument and holds it until it is killed, for tests of who may open it.
import { openDatabase } from "../../src/db/connect.ts";

await openDatabase(`pglite:${process.argv[2]}`);
process.send?.("holds it");
setInterval(() => undefined, 60_000);
