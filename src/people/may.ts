/** Who asks. An alumnus and a case worker are known by their linked Telegram id; the operator sits at the machine. */
export type Actor =
  | { readonly kind: "alumnus"; readonly id: string; readonly organisationId: string }
  | {
      readonly kind: "caseWorker";
      readonly id: string;
      readonly organisationId: string;
      readonly role: "caseWorker" | "attentionOfficer" | "coordinator";
    }
  | { readonly kind: "operator" }
  /** What time sets in motion, in the organisation's name. */
  | { readonly kind: "clock" };

/** About whom: an alumnus with whoever is responsible now, or somebody of the staff. */
export interface Subject {
  /** Null when it is about somebody of the staff, or about the organisation. */
  readonly personId: string | null;
  readonly organisationId: string;
  /** Who is responsible for the alumnus; or the one of the staff; null for what concerns all. */
  readonly caseWorkerId: string | null;
  /** Who stands in for the responsible one now (`findDeputyOf`): may what they may, as long as they are away. */
  readonly deputyId?: string | null;
  /** Who took the running escalation, if somebody did. */
  readonly ownerId?: string | null;
  /** Whether this case worker was alerted about the running escalation. */
  readonly alerted?: boolean;
  /** Whoever took it is away, and this case worker acts for them (`isStandingIn`). */
  readonly standsInForOwner?: boolean;
  /** Organisations beside the own one that lead now, or with which the own one shares (`findOverseers`). */
  readonly overseers?: readonly string[];
}

export type Deed =
  | "answerCheckIn"
  /** Say when and how often to be asked. */
  | "setOwnTime"
  /** Make, move or cancel an appointment: one's own, or with somebody whom one guides. */
  | "arrangeAppointment"
  /** See what is held of oneself, have it as a file, and read who looked (AVG 15, 20). */
  | "seeOwnData"
  | "correctOwnData"
  | "eraseOwnData"
  | "startCheckIn"
  | "confirmLink"
  /** See why somebody waits, give a new card, let go of a phone, say that a silent account is still the same person. */
  | "arrangeLink"
  /** Write down what a young person or a parent said to the offer. */
  | "recordConsent"
  | "takeEscalation"
  /** Give it to a colleague or a level up: what one has oneself, or of an owner who is away, or that nobody has. */
  | "passOnEscalation"
  /** See the number and call, or have words passed on. */
  | "contact"
  | "seeDetails"
  /** See how somebody stands: what they do, the last contact, what comes next; and copy it for the school's own system. */
  | "seePerson"
  /** See that somebody is there, whether they take part, and who guides them; no more. */
  | "seeStanding"
  /** Write down a contact that was had. */
  | "logContact"
  /** Write down what somebody does now. */
  | "changeSituation"
  /** Write down in which months the two have contact, and how (CAP-29). */
  | "agreeMonths"
  /** Give somebody to another case worker. */
  | "changeCaseWorker"
  /** See how many minutes and people one of the staff has; figures alone. */
  | "seeWorkload"
  | "recordOutcome"
  /** Set the hours of one of the staff, note when they are away and who stands in. */
  | "arrangeDuty"
  /** Take over a colleague's turn on call. */
  | "takeShift"
  /** See how the whole staff stands, make the rota, close days. */
  | "planDuty"
  | "invite"
  | "import"
  /** Say that the numbers for a crisis were checked. */
  | "signSafetySheet"
  /** Say about whom the worry of a parent is. */
  | "matchWorry"
  /** Say which step of the reporting code was taken. */
  | "tickCodeStep"
  /** Make an organisation and its staff. */
  | "organise";

/** What an alumnus may do, each with what is their own. */
const ownDeeds: ReadonlySet<Deed> = new Set([
  "answerCheckIn",
  "setOwnTime",
  "arrangeAppointment",
  "seeOwnData",
  "correctOwnData",
  "eraseOwnData",
]);

/** What the operator does at the machine. */
const operatorDeeds: ReadonlySet<Deed> = new Set([
  "invite",
  "import",
  "organise",
  "recordConsent",
  "signSafetySheet",
  "agreeMonths",
]);

/**
 * The one place that says who may do what (security.md 8, domain 7.1). Every use case asks it; a button or a page never
 * decides. What somebody does in their own chat for themselves alone (writing, STOP, a language) has no second person in
 * it and is bound to the numeric id of that chat. A coordinator runs the organisation and reads answers only of people of their own,
 * and of an escalation that they took themselves. Of another organisation's people a coordinator sees that they are there,
 * where theirs leads or that one shares it with them, and never a word that was said (domain 3.6). A deputy may what the absent one may, for the days of the absence;
 * what an absent one had taken they take over or pass on, and do not decide in their place. Where nobody who can be reached stands in, a coordinator may that.
 */
export function may(actor: Actor, deed: Deed, subject?: Subject): boolean {
  if (actor.kind === "clock") return deed === "startCheckIn";
  if (actor.kind === "operator") return operatorDeeds.has(deed);
  if (!subject) return false;
  if (actor.organisationId !== subject.organisationId) return oversees(actor, deed, subject);
  if (actor.kind === "alumnus") return ownDeeds.has(deed) && actor.id === subject.personId;
  const isCoordinator = actor.role === "coordinator";
  if (deed === "takeShift") return true;
  if (deed === "planDuty") return isCoordinator;
  if (deed === "arrangeDuty" || deed === "seeWorkload")
    return isCoordinator || actor.id === subject.caseWorkerId;
  const isOwn = actor.id === subject.caseWorkerId || actor.id === subject.deputyId;
  switch (deed) {
    case "startCheckIn":
    case "setOwnTime":
    case "arrangeAppointment":
    case "seePerson":
    case "changeSituation":
    case "agreeMonths":
      return isOwn;
    case "confirmLink":
    case "arrangeLink":
    case "changeCaseWorker":
    case "seeStanding":
      return isOwn || isCoordinator;
    case "recordConsent":
      return isOwn;
    case "takeEscalation":
      return isOwn || subject.alerted === true || subject.standsInForOwner === true;
    case "passOnEscalation":
      return subject.ownerId
        ? subject.ownerId === actor.id || subject.standsInForOwner === true
        : isOwn || subject.alerted === true;
    // Need-to-know: the person's own case worker, the deputy for a time, and whoever took the escalation; being alerted is not enough to read.
    case "seeDetails":
    case "contact":
    case "logContact":
    case "tickCodeStep":
      return subject.ownerId === actor.id || isOwn;
    case "signSafetySheet":
      return actor.role === "coordinator" || actor.role === "attentionOfficer";
    case "matchWorry":
      return isOwn || subject.ownerId === actor.id;
    case "recordOutcome":
      return subject.ownerId === actor.id;
    default:
      return false;
  }
}

function oversees(
  actor: Actor & { readonly organisationId: string },
  deed: Deed,
  { overseers }: Subject,
): boolean {
  const isCoordinator = actor.kind === "caseWorker" && actor.role === "coordinator";
  return isCoordinator && deed === "seeStanding" && overseers?.includes(actor.organisationId) === true;
}
