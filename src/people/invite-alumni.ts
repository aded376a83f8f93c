import { and, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, dataKey, invitation, linking } from "../db/schema/index.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { lockOrganisation, type Office } from "./add-staff.ts";
import { openDetails } from "./details.ts";
import { Refused } from "./find-organisation.ts";
import { invite } from "./invite.ts";
import { may } from "./may.ts";
import type { AlumnusRow, OrganisationRow } from "./store.ts";

/** Everybody who can be invited (`renew`: also those whose link still works), or the people of these own numbers. */
export type InviteWhom =
  | { readonly kind: "all"; readonly renew: boolean }
  | { readonly kind: "numbers"; readonly numbers: readonly string[] };

export interface InvitedAlumni {
  readonly invited: readonly {
    readonly ownNumber: string;
    readonly token: string;
    readonly expiresAt: Date;
  }[];
  /** Who was left out, and why. */
  readonly left: Readonly<Record<LeftOut, number>>;
}
type LeftOut = "linked" | "beingLinked" | "invited" | "stopped" | "otherChannel";

/**
 * Makes one-time invitations for alumni who are not linked yet, in one transaction; an earlier link of the same person
 * ends. With `all`, whoever is being linked, has a link that works, has stopped, or is reached by another channel than
 * Telegram is left out and counted; who is named gets a link unless linked already. Throws Refused, with nothing made,
 * when a number belongs to nobody.
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
      if (whom.kind === "numbers") return undefined;
      if (person.stoppedAt) return "stopped";
      if (isBusy.linking.has(person.id)) return "beingLinked";
      if (person.preferredChannel !== "telegram") return "otherChannel";
      return isBusy.invited.has(person.id) && !whom.renew ? "invited" : undefined;
    };
    const chosen =
      whom.kind === "all" ? people : findByNumber(people, whom.numbers, (number) => hashOf(number));
    const invited = [];
    for (const person of chosen) {
      const reason = reasonToLeaveOut(person);
      if (reason) {
        left[reason] += 1;
        continue;
      }
      const { ownNumber } = await openDetails(tx, vault, person);
      invited.push({ ownNumber, ...(await invite(tx, now, { alumnusId: person.id })) });
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
