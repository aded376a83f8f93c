import { customType, timestamp } from "drizzle-orm/pg-core";

/** bytea as Buffer on both drivers: PGlite hands out a Uint8Array, postgres.js a Buffer. */
export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  toDriver: (value) => value,
});

/** An instant (UTC) to the millisecond. */
export const instant = () => timestamp({ withTimezone: true, mode: "date", precision: 3 });
