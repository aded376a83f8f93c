import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { consent, linking, offer } from "../../db/schema/index.ts";
import { decideSaidYes, type SaidFacts, type SaidYes } from "../decide-said-yes.ts";

type ConsentOf = Pick<typeof consent.$inferSelect, "purpose" | "givenBy" | "answer" | "at">;
type OfferOf = Pick<typeof offer.$inferSelect, "answer" | "answeredAt">;
type LinkingOf = Pick<typeof linking.$inferSelect, "outcome" | "decidedAt">;

/** The rows of one person as the rule about their yes takes them; the consents in the order of their writing. */
export const saidFactsOf = (
  consents: readonly ConsentOf[],
  offers: readonly OfferOf[],
  linkings: readonly LinkingOf[],
): SaidFacts => ({
  own: consents.filter(({ givenBy, purpose }) => givenBy === "alumnus" && purpose !== "agreement"),
  refusedAt: [
    ...offers.flatMap(({ answer, answeredAt }) => (answer === "notNow" && answeredAt ? [answeredAt] : [])),
    ...linkings.flatMap(({ outcome, decidedAt }) => (outcome === "stopped" && decidedAt ? [decidedAt] : [])),
  ],
});

/** The newest yes of each of these people, by their ids; nothing for who never said it. */
export async function findSaidYes(db: Db, people: readonly string[]): Promise<ReadonlyMap<string, SaidYes>> {
  if (people.length === 0) return new Map();
  const of = [...people];
  const [consents, offers, linkings] = await Promise.all([
    db.select().from(consent).where(inArray(consent.alumnusId, of)).orderBy(asc(consent.seq)),
    db
      .select()
      .from(offer)
      .where(and(inArray(offer.alumnusId, of), isNotNull(offer.answer))),
    db
      .select()
      .from(linking)
      .where(and(inArray(linking.alumnusId, of), eq(linking.outcome, "stopped"))),
  ]);
  const said = new Map<string, SaidYes>();
  for (const id of new Set(of)) {
    const isOf = ({ alumnusId }: { readonly alumnusId: string }) => alumnusId === id;
    const yes = decideSaidYes(saidFactsOf(consents.filter(isOf), offers.filter(isOf), linkings.filter(isOf)));
    if (yes) said.set(id, yes);
  }
  return said;
}
