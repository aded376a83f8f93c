import { and, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { alumnus, dataKey, invitation, linking } from "../../db/schema/index.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { lockOrganisation, type Office } from "../add-staff.ts";
import { type AlumnusDetails, openDetails } from "../details.ts";
import { Refused, tidyName } from "../find-organisation.ts";
import { may } from "../may.ts";
import type { AlumnusRow, OrganisationRow } from "../store.ts";
import { invite } from "./invite.ts";

/**
 * Everybody who can be invited (`renew`: also those whose link still works), those who left school in a year, or the people
 * of these own numbers or names.
 */
export type InviteWhom =
  | { readonly kind: "all"; readonly renew: boolean }
  | { readonly kind: "class"; readonly year: string; readonly renew: boolean }
  | { readonly kind: "numbers"; readonly numbers: readonly string[] }
  | { readonly kind: "names"; readonly names: readonly string[] };

export interface InvitedAlumnus {
  readonly ownNumber: string;
  readonly token: string;
  readonly expiresAt: Date;
  readonly person: AlumnusRow;
  readonly details: AlumnusDetails;
}

export interface InvitedAlumni {
  readonly invited: readonly InvitedAlumnus[];
  /** Who was left out, and why. */
  readonly left: Readonly<Record<LeftOut, number>>;
}
type LeftOut = "linked" | "beingLinked" | "invited" | "stopped" | "otherChannel";

/**
 * Makes one-time invitations for alumni who are not linked yet, in one transaction; an earlier link of the same person
 * ends. With `all` and `class`, whoever is being linked, has a link that works, has stopped, or is reached by another channel
 * than Telegram is left out and counted; who is named gets a link unless linked already. Throws Refused, with nothing made,
 * when a number or a name belongs to nobody, or a name to several.
 */
export async function inviteAlumni(
  { db, vault, now }: Office,
  organisation: OrganisationRow,
  whom: InviteWhom,
): Promise<InvitedAlumni> {
  if (!may({ kind: "operator" }, "invite")) throw new Refused("Operators may not invite.");
  return db.transaction(async (tx) => {
    await lockOrganisation(tx, organisation.id);
    const people = await findPeople(tx, organisation.id);
    const isBusy = await findBusy(tx, now);
    const left = { linked: 0, beingLinked: 0, invited: 0, stopped: 0, otherChannel: 0 };
    const reasonToLeaveOut = (person: AlumnusRow): LeftOut | undefined => {
      if (person.chatId !== null) return "linked";
      if (whom.kind === "numbers" || whom.kind === "names") return undefined;
      if (person.stoppedAt) return "stopped";
      if (isBusy.linking.has(person.id)) return "beingLinked";
      if (person.preferredChannel !== "telegram") return "otherChannel";
      return isBusy.invited.has(person.id) && !whom.renew ? "invited" : undefined;
    };
    const chosen = await choose(tx, people);
    const invited: InvitedAlumnus[] = [];
    for (const person of chosen) {
      const reason = reasonToLeaveOut(person);
      if (reason) {
        left[reason] += 1;
        continue;
      }
      const details = await openDetails(tx, vault, person);
      const { ownNumber } = details;
      invited.push({ ownNumber, person, details, ...(await invite(tx, now, { alumnusId: person.id })) });
      await recordAccess(tx, {
        at: now,
        actor: { kind: "operator" },
        action: "invite",
        subject: { kind: "alumnus", id: person.id },
      });
    }
    invited.sort((a, b) => a.ownNumber.localeCompare(b.ownNumber, "nl", { numeric: true }));
    return { invited, left };
  });

  async function choose(tx: Db, people: readonly AlumnusRow[]): Promise<readonly AlumnusRow[]> {
    switch (whom.kind) {
      case "all":
        return people;
      case "class":
        return people.filter(({ exitDate }) => exitDate.startsWith(`${whom.year}-`));
      case "numbers":
        return findByNumber(people, whom.numbers, hashOf);
      case "names": {
        const named = [];
        for (const person of people) named.push({ person, details: await openDetails(tx, vault, person) });
        return findByName(named, whom.names);
      }
    }
  }

  function hashOf(number: string) {
    return vault.fingerprint("own_number", `${organisation.id}|${number.trim()}`);
  }
}

/** Those whose data was erased have no number, no name, and no link any more. */
async function findPeople(tx: Db, organisationId: string): Promise<AlumnusRow[]> {
  const rows = await tx
    .select({ person: alumnus })
    .from(alumnus)
    .innerJoin(dataKey, eq(dataKey.id, alumnus.keyId))
    .where(
      and(eq(alumnus.organisationId, organisationId), isNull(dataKey.destroyedAt), isNull(alumnus.erasedAt)),
    );
  return rows.map(({ person }) => person);
}

async function findBusy(tx: Db, now: Date) {
  const running = await tx
    .select({ id: invitation.alumnusId })
    .from(invitation)
    .where(and(isNull(invitation.usedAt), isNull(invitation.revokedAt), gt(invitation.expiresAt, now)));
  const undecided = await tx.select({ id: linking.alumnusId }).from(linking).where(isNull(linking.outcome));
  return {
    invited: new Set(running.map(({ id }) => id)),
    linking: new Set(undecided.map(({ id }) => id)),
  };
}

function findByNumber(
  people: readonly AlumnusRow[],
  numbers: readonly string[],
  hashOf: (number: string) => string,
): AlumnusRow[] {
  const byHash = new Map(people.map((person) => [person.ownNumberHash, person]));
  const wanted = [...new Set(numbers.map((number) => number.trim()))];
  const unknown = wanted.filter((number) => !byHash.has(hashOf(number)));
  if (unknown.length > 0)
    throw new Refused(
      `Nobody of this organisation has the number ${unknown.join(", ")}. No invitation was made; check the list, or import it first.`,
    );
  return wanted.flatMap((number) => byHash.get(hashOf(number)) ?? []);
}

/** By first and last name; capitals make no difference. A name that several have is refused, with their numbers. */
function findByName(
  people: readonly { readonly person: AlumnusRow; readonly details: AlumnusDetails }[],
  names: readonly string[],
): AlumnusRow[] {
  const plain = (name: string) => tidyName(name).toLowerCase();
  const chosen = new Map<string, AlumnusRow>();
  for (const name of names) {
    const found = people.filter(
      ({ details: { firstName, lastName } }) => plain(`${firstName} ${lastName}`) === plain(name),
    );
    const [one, ...more] = found;
    if (!one)
      throw new Refused(
        `Nobody of this organisation is called ${tidyName(name)}: write first and last name, as on the list. No invitation was made.`,
      );
    if (more.length > 0) {
      const numbers = found
        .map(({ details }) => details.ownNumber)
        .sort()
        .join(", ");
      throw new Refused(
        `${found.length} people are called ${tidyName(name)}: use --number with ${numbers}. No invitation was made.`,
      );
    }
    chosen.set(one.person.id, one.person);
  }
  return [...chosen.values()];
}
