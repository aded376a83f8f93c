import { and, asc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import {
  alumnus,
  chat,
  consent,
  dataKey,
  identityCheck,
  invitation,
  linking,
  offer,
  unlinking,
} from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { decideHold } from "./decide-hold.ts";
import { decidePartSince, decideSaidYes, type SaidYes } from "./decide-said-yes.ts";
import { decideWaitingReason, type Waiting, type WaitingFacts } from "./decide-waiting-reason.ts";
import { type AlumnusDetails, openDetails } from "./details.ts";
import { findLookedAfterBy } from "./duty/find-deputy.ts";
import { findHellosDue } from "./find-hello.ts";
import { guidanceIsOver } from "./guidance-over.ts";
import { saidFactsOf } from "./link/find-said-yes.ts";
import { ageAt } from "./link/is-old-enough.ts";
import { type ConsentRow, parentAnswer, partiesOf, purposeNow } from "./link/record-consent.ts";
import {
  type AlumnusRow,
  type CaseWorkerRow,
  type ChatRow,
  findOrganisation,
  type OrganisationRow,
} from "./store.ts";

/** Somebody of a caseload, and why they do not take part yet; `waiting` is undefined for who does. */
export interface Standing {
  readonly row: AlumnusRow;
  readonly details: AlumnusDetails;
  readonly waiting: Waiting | undefined;
  /** Their newest yes to the guidance, with Telegram or without, and whether it still stands; undefined when there is none. */
  readonly saidYes: SaidYes | undefined;
  /** Since when they take part (`decidePartSince`); null for whoever does not. */
  readonly partSince: Date | null;
  /** The linking that waits for the case worker's yes. */
  readonly linkingId?: string;
  /** The question about a silent account that waits for the case worker's yes. */
  readonly checkId?: string;
  /** What Telegram has told of their chat; undefined for who has none. */
  readonly chat: ChatRow | undefined;
}

/** `isOver`: their guidance has ended. They stay among the people for as long as their data does. */
export type StandingOfAll = Standing & { readonly isOver: boolean };

/** Everybody of a case worker and of whoever they stand in for now, by name, with how they stand. Those whose data was erased are left out. */
export async function findStandings(
  work: Pick<Work, "db" | "now" | "vault">,
  worker: CaseWorkerRow,
): Promise<StandingOfAll[]> {
  const rows = await work.db
    .select({ person: alumnus, isOver: sql<boolean>`${guidanceIsOver(work.db) ?? sql`false`}` })
    .from(alumnus)
    .innerJoin(dataKey, eq(dataKey.id, alumnus.keyId))
    .where(
      and(
        inArray(alumnus.caseWorkerId, await findLookedAfterBy(work.db, worker, work.now)),
        isNull(dataKey.destroyedAt),
      ),
    );
  const standings = await standingsOf(
    work,
    await findOrganisation(work.db, worker.organisationId),
    rows.map(({ person }) => person),
  );
  const over = new Set(rows.flatMap(({ person, isOver }) => (isOver ? [person.id] : [])));
  const nameOf = ({ details }: Standing) => `${details.firstName} ${details.lastName}`;
  return standings
    .map((one) => ({ ...one, isOver: over.has(one.row.id) }))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), "nl"));
}

/** How one person of this organisation stands. */
export async function findStanding(
  work: Pick<Work, "db" | "now" | "vault">,
  row: AlumnusRow,
  organisation: OrganisationRow,
): Promise<Standing> {
  const [standing] = await standingsOf(work, organisation, [row]);
  if (!standing) throw new Error("Nobody stands nowhere");
  return standing;
}

async function standingsOf(
  { db, now, vault }: Pick<Work, "db" | "now" | "vault">,
  organisation: OrganisationRow,
  people: readonly AlumnusRow[],
): Promise<Standing[]> {
  if (people.length === 0) return [];
  const needed = organisation.agreementNeeded ? partiesOf(organisation) : [];
  const found = await findAllAbout(db, people);
  const standings: Standing[] = [];
  for (const row of people) {
    const details = await openDetails(db, vault, row);
    const about = found(row);
    const facts = factsOf(row, about, ageAt(details.birthDate, now, organisation.timeZone), needed);
    const waiting = decideWaitingReason(facts, now);
    standings.push({
      row,
      details,
      waiting,
      saidYes: about.saidYes,
      partSince: decidePartSince({ ...row, saidYes: about.saidYes, released: about.unlinking }),
      chat: about.chat,
      ...(waiting?.reason === "confirm" && about.linking ? { linkingId: about.linking.id } : {}),
      ...(waiting?.reason === "silentConfirm" && about.check ? { checkId: about.check.id } : {}),
    });
  }
  return standings;
}

type Party = ConsentRow["givenBy"];
type About = ReturnType<Awaited<ReturnType<typeof findAllAbout>>>;

/** The newest rows about each person, in a handful of queries for all of them. */
async function findAllAbout(db: Db, people: readonly AlumnusRow[]) {
  const of = people.map(({ id }) => id);
  // How somebody came, or did not come, to take part says nothing any more about who does.
  const outside = people
    .filter(({ chatId, joinedAt }) => chatId === null && joinedAt === null)
    .map(({ id }) => id);
  const linked = people.filter(({ chatId }) => chatId !== null).map(({ id }) => id);
  // All at once: one way to the database and back, for a look that is made again and again.
  const [cards, linkings, offers, consents, unlinkings, checks, chats, hellos] = await Promise.all([
    outside.length === 0
      ? []
      : db
          .select()
          .from(invitation)
          .where(
            and(
              inArray(invitation.alumnusId, outside),
              isNull(invitation.usedAt),
              isNull(invitation.revokedAt),
            ),
          )
          .orderBy(asc(invitation.createdAt)),
    db
      .select()
      .from(linking)
      .where(
        and(inArray(linking.alumnusId, of), or(isNull(linking.outcome), ne(linking.outcome, "replaced"))),
      )
      .orderBy(asc(linking.startedAt)),
    outside.length === 0
      ? []
      : db
          .select()
          .from(offer)
          .where(and(inArray(offer.alumnusId, outside), isNotNull(offer.answer)))
          .orderBy(asc(offer.seq)),
    db.select().from(consent).where(inArray(consent.alumnusId, of)).orderBy(asc(consent.seq)),
    outside.length === 0
      ? []
      : db
          .select()
          .from(unlinking)
          .where(and(inArray(unlinking.alumnusId, outside), isNull(unlinking.undoneAt)))
          .orderBy(asc(unlinking.at)),
    linked.length === 0
      ? []
      : db
          .select()
          .from(identityCheck)
          .where(and(inArray(identityCheck.alumnusId, linked), isNull(identityCheck.outcome))),
    linked.length === 0
      ? []
      : db
          .select({ alumnusId: alumnus.id, chat })
          .from(chat)
          .innerJoin(alumnus, eq(alumnus.chatId, chat.chatId))
          .where(inArray(alumnus.id, linked)),
    findHellosDue(
      db,
      people.filter(({ caseWorkerSince }) => caseWorkerSince !== null).map(({ id }) => id),
    ),
  ]);
  return (row: AlumnusRow) => {
    const last = <Row extends { alumnusId: string | null }>(rows: readonly Row[]) =>
      rows.findLast(({ alumnusId }) => alumnusId === row.id);
    const purpose = purposeNow(row);
    const isOf = ({ alumnusId }: { readonly alumnusId: string }) => alumnusId === row.id;
    const own = consents.filter(isOf);
    const permissions = own.filter((one) => one.purpose === purpose);
    // Who takes part has refused nothing: another card of theirs may be in somebody else's hands.
    const refusals = row.chatId === null && row.joinedAt === null ? linkings.filter(isOf) : [];
    return {
      saidYes: decideSaidYes(saidFactsOf(own, offers.filter(isOf), refusals)),
      card: last(cards),
      linking: last(linkings),
      offer: last(offers),
      own: permissions.findLast(({ givenBy }) => givenBy === "alumnus"),
      parent: permissions.findLast(({ givenBy }) => givenBy === "parent"),
      agreed: (party: Party) =>
        consents.findLast(
          ({ alumnusId, purpose: what, givenBy }) =>
            alumnusId === row.id && what === "agreement" && givenBy === party,
        )?.answer === "yes",
      unlinking: last(unlinkings),
      check: last(checks),
      chat: last(chats)?.chat,
      isHelloDue: hellos.has(row.id),
    };
  };
}

function factsOf(row: AlumnusRow, about: About, ageNow: number, needed: readonly Party[]): WaitingFacts {
  const { card, offer: answered, linking: way, own, parent, check } = about;
  const said = parentAnswer(parent);
  const lacksAgreement = needed.some((party) => !about.agreed(party));
  const why = decideHold({ ageAtOwnYes: own?.age ?? null, ageNow, parent: said, lacksAgreement });
  const since = said === "no" ? parent?.at : own?.at;
  return {
    isLinked: row.chatId !== null,
    blockedSince: about.chat?.blockedSince ?? null,
    stoppedAt: row.stoppedAt,
    joinedAt: row.joinedAt,
    hold: why && own ? { why, since: since ?? own.at } : helloOf(row, about),
    identityCheck: check && { askedAt: check.askedAt, isAnswered: check.answer === "same" },
    card,
    linking:
      way && way.outcome !== "expired"
        ? {
            step: way.step,
            offer: way.offer,
            outcome: way.outcome === "replaced" ? null : way.outcome,
            at: way.decidedAt ?? way.offerAt ?? way.startedAt,
          }
        : undefined,
    offer:
      answered?.answer && answered.answeredAt
        ? { answer: answered.answer, at: answered.answeredAt }
        : undefined,
    unlinkedAt: about.unlinking?.at ?? null,
  };
}

const helloOf = ({ caseWorkerSince: since }: AlumnusRow, { isHelloDue }: About): WaitingFacts["hold"] =>
  isHelloDue && since ? { why: "hello", since } : undefined;
