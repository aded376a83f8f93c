import { expect, it, test } from "vitest";
import { type Actor, type Deed, may, type Subject } from "../../src/people/may.ts";

/** How somebody stands to the young person whom it is about. */
const relations = {
  self: {},
  own: { caseWorkerId: "me" },
  taken: { ownerId: "me" },
  ownAndTaken: { caseWorkerId: "me", ownerId: "me" },
  standsIn: { deputyId: "me" },
  standsInElsewhere: { organisationId: "other", deputyId: "me" },
  alerted: { alerted: true },
  ownTakenByOther: { caseWorkerId: "me", ownerId: "colleague" },
  alertedTakenByOther: { alerted: true, ownerId: "colleague" },
  standsInForOwner: { ownerId: "colleague", standsInForOwner: true },
  stranger: {},
  overseen: { organisationId: "other", caseWorkerId: "me", overseers: ["school"] },
  elsewhere: { organisationId: "other", caseWorkerId: "me", ownerId: "me", alerted: true },
} as const satisfies Record<string, Partial<Subject>>;

const deeds: readonly Deed[] = [
  "answerCheckIn",
  "seeOwnData",
  "correctOwnData",
  "eraseOwnData",
  "startCheckIn",
  "confirmLink",
  "arrangeLink",
  "recordConsent",
  "takeEscalation",
  "passOnEscalation",
  "seeDetails",
  "contact",
  "recordOutcome",
  "invite",
  "import",
  "organise",
  "arrangeDuty",
  "takeShift",
  "planDuty",
  "signSafetySheet",
  "tickCodeStep",
  "seePerson",
  "logContact",
  "changeSituation",
  "changeCaseWorker",
  "seeWorkload",
  "agreeMonths",
  "seeStanding",
  "arrangeAppointment",
];

const actors: Readonly<Record<string, Actor>> = {
  alumnus: { kind: "alumnus", id: "me", organisationId: "school" },
  caseWorker: { kind: "caseWorker", role: "caseWorker", id: "me", organisationId: "school" },
  attentionOfficer: { kind: "caseWorker", role: "attentionOfficer", id: "me", organisationId: "school" },
  coordinator: { kind: "caseWorker", role: "coordinator", id: "me", organisationId: "school" },
  operator: { kind: "operator" },
};

/** Who may do what: + yes, · no. Columns in the order of `deeds`. */
const matrix = `
                                     answer seeOwn correctOwn eraseOwn start confirm arrange record take passOn see contact outcome invite import organise duty shift plan sign tick page log situation giveTo workload agree standing appointment
  alumnus          self              +      +      +      +      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      +
  alumnus          stranger          ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  alumnus          elsewhere         ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  caseWorker       own               ·      ·      ·      ·      +      +      +      +      +      +      +      +      ·      ·      ·      ·      +      +      ·      ·      +      +      +      +      +      +      +      +      +
  caseWorker       taken             ·      ·      ·      ·      ·      ·      ·      ·      ·      +      +      +      +      ·      ·      ·      ·      +      ·      ·      +      ·      +      ·      ·      ·      ·      ·      ·
  caseWorker       ownAndTaken       ·      ·      ·      ·      +      +      +      +      +      +      +      +      +      ·      ·      ·      +      +      ·      ·      +      +      +      +      +      +      +      +      +
  caseWorker       alerted           ·      ·      ·      ·      ·      ·      ·      ·      +      +      ·      ·      ·      ·      ·      ·      ·      +      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  caseWorker       ownTakenByOther   ·      ·      ·      ·      +      +      +      +      +      ·      +      +      ·      ·      ·      ·      +      +      ·      ·      +      +      +      +      +      +      +      +      +
  caseWorker       alertedTakenByOther ·      ·      ·      ·      ·      ·      ·      ·      +      ·      ·      ·      ·      ·      ·      ·      ·      +      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  caseWorker       standsInForOwner  ·      ·      ·      ·      ·      ·      ·      ·      +      +      ·      ·      ·      ·      ·      ·      ·      +      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  caseWorker       standsIn          ·      ·      ·      ·      +      +      +      +      +      +      +      +      ·      ·      ·      ·      ·      +      ·      ·      +      +      +      +      +      ·      +      +      +
  caseWorker       stranger          ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      +      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  caseWorker       elsewhere         ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  caseWorker       overseen          ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  caseWorker       standsInElsewhere ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  attentionOfficer own               ·      ·      ·      ·      +      +      +      +      +      +      +      +      ·      ·      ·      ·      +      +      ·      +      +      +      +      +      +      +      +      +      +
  attentionOfficer alerted           ·      ·      ·      ·      ·      ·      ·      ·      +      +      ·      ·      ·      ·      ·      ·      ·      +      ·      +      ·      ·      ·      ·      ·      ·      ·      ·      ·
  attentionOfficer stranger          ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      +      ·      +      ·      ·      ·      ·      ·      ·      ·      ·      ·
  coordinator      own               ·      ·      ·      ·      +      +      +      +      +      +      +      +      ·      ·      ·      ·      +      +      +      +      +      +      +      +      +      +      +      +      +
  coordinator      taken             ·      ·      ·      ·      ·      +      +      ·      ·      +      +      +      +      ·      ·      ·      +      +      +      +      +      ·      +      ·      +      +      ·      +      ·
  coordinator      ownAndTaken       ·      ·      ·      ·      +      +      +      +      +      +      +      +      +      ·      ·      ·      +      +      +      +      +      +      +      +      +      +      +      +      +
  coordinator      alerted           ·      ·      ·      ·      ·      +      +      ·      +      +      ·      ·      ·      ·      ·      ·      +      +      +      +      ·      ·      ·      ·      +      +      ·      +      ·
  coordinator      ownTakenByOther   ·      ·      ·      ·      +      +      +      +      +      ·      +      +      ·      ·      ·      ·      +      +      +      +      +      +      +      +      +      +      +      +      +
  coordinator      standsIn          ·      ·      ·      ·      +      +      +      +      +      +      +      +      ·      ·      ·      ·      +      +      +      +      +      +      +      +      +      +      +      +      +
  coordinator      stranger          ·      ·      ·      ·      ·      +      +      ·      ·      ·      ·      ·      ·      ·      ·      ·      +      +      +      +      ·      ·      ·      ·      +      +      ·      +      ·
  coordinator      elsewhere         ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·
  coordinator      overseen          ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      ·      +      ·
  operator         stranger          ·      ·      ·      ·      ·      ·      ·      +      ·      ·      ·      ·      ·      +      +      +      ·      ·      ·      +      ·      ·      ·      ·      ·      ·      +      ·      ·
  operator         elsewhere         ·      ·      ·      ·      ·      ·      ·      +      ·      ·      ·      ·      ·      +      +      +      ·      ·      ·      +      ·      ·      ·      ·      ·      ·      +      ·      ·
`;

const rows = matrix
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.trim().split(/\s+/));

test.each(rows)("lets %s (%s) do this and no more", (who, relation, ...marks) => {
  const actor = actors[who ?? ""];
  if (!actor) throw new Error(`No such actor: ${who}`);
  const subject: Subject = {
    personId: relation === "self" ? "me" : "them",
    organisationId: "school",
    caseWorkerId: "somebody",
    ownerId: null,
    ...relations[relation as keyof typeof relations],
  };
  expect(deeds.map((deed) => (may(actor, deed, subject) ? "+" : "·")).join(" ")).toBe(marks.join(" "));
});

it("lets nobody but the operator do anything without saying about whom", () => {
  for (const [who, actor] of Object.entries(actors))
    for (const deed of deeds)
      expect(may(actor, deed), `${who} ${deed}`).toBe(
        who === "operator" &&
          ["invite", "import", "organise", "signSafetySheet", "recordConsent", "agreeMonths"].includes(deed),
      );
});

it("mistakes no alumnus for the case worker or the owner with the same id", () => {
  const subject = {
    personId: "them",
    organisationId: "school",
    caseWorkerId: "me",
    ownerId: "me",
    alerted: true,
  };
  for (const deed of deeds) expect(may(actors.alumnus as Actor, deed, subject), deed).toBe(false);
});

it("opens nothing to somebody without an owner because there is no owner", () => {
  for (const ownerId of [null, undefined]) {
    const subject = {
      personId: "them",
      organisationId: "school",
      caseWorkerId: "somebody",
      ...(ownerId === null ? { ownerId } : {}),
    };
    expect(may(actors.caseWorker as Actor, "seeDetails", subject)).toBe(false);
    expect(may(actors.caseWorker as Actor, "recordOutcome", subject)).toBe(false);
  }
});
