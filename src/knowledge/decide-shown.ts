import type { ItemFacts } from "./item.ts";

/** Why an item is not shown. */
export type Withheld = "notConfirmed" | "notTrueHere" | "expired" | "notForYou";

/**
 * Whether somebody gets to see an item, and if not, why: `check` items wait for the organisation's yes, `local` ones for its word that
 * they are true there, `date` ones end. `today` is the local day, `2026-11-26`; `confirmed` are the items that the organisation has
 * confirmed. Pure.
 */
export function decideShown(
  item: ItemFacts,
  {
    today,
    reader,
    confirmed,
  }: {
    readonly today: string;
    readonly reader: "parent" | "alumnus";
    readonly confirmed: ReadonlySet<string>;
  },
): Withheld | undefined {
  if (!item.for.includes(reader)) return "notForYou";
  if (item.validUntil !== undefined && today > item.validUntil) return "expired";
  if (confirmed.has(item.id)) return undefined;
  if (item.flags.includes("check")) return "notConfirmed";
  return item.flags.includes("local") ? "notTrueHere" : undefined;
}
