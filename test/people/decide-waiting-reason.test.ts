import { expect, test } from "vitest";
import {
  decideWaitingReason,
  type WaitingFacts,
  type WaitingReason,
} from "../../src/people/decide-waiting-reason.ts";

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 9));
const now = at(20);
const nobody: WaitingFacts = {
  isLinked: false,
  blockedSince: null,
  stoppedAt: null,
  joinedAt: null,
  hold: undefined,
  identityCheck: undefined,
  card: undefined,
  linking: undefined,
  offer: undefined,
  unlinkedAt: null,
};
const card = { createdAt: at(10), expiresAt: at(27) };
const way = { step: "waiting", offer: "yes", outcome: null, at: at(12) } as const;
const linked = { isLinked: true, joinedAt: at(1) };

test.each<[WaitingReason | undefined, Partial<WaitingFacts>, Date?]>([
  ["noCard", {}],
  ["cardUnused", { card }, at(10)],
  ["cardExpired", { card: { createdAt: at(1), expiresAt: at(8) } }, at(8)],
  ["languageOpen", { linking: { ...way, step: "language", offer: null } }, at(12)],
  ["noAnswer", { linking: { ...way, step: "robot", offer: null } }, at(12)],
  ["noAnswer", { linking: { ...way, step: "offer", offer: null } }, at(12)],
  ["confirm", { linking: { ...way, step: "phone" } }, at(12)],
  ["confirm", { linking: way }, at(12)],
  ["confirm", { ...linked, linking: way }, at(12)],
  ["notNow", { linking: { ...way, offer: "notNow" } }, at(12)],
  ["talkFirst", { linking: { ...way, offer: "talkFirst" } }, at(12)],
  ["wrongPerson", { linking: { ...way, outcome: "wrongPerson" } }, at(12)],
  ["refused", { linking: { ...way, outcome: "stopped" } }, at(12)],
  // What happened last says why.
  [
    "cardUnused",
    { linking: { ...way, outcome: "wrongPerson" }, card: { ...card, createdAt: at(13) } },
    at(13),
  ],
  ["wrongPerson", { linking: { ...way, outcome: "wrongPerson" }, card }, at(12)],
  ["notNow", { card, offer: { answer: "notNow", at: at(15) } }, at(15)],
  ["talkFirst", { offer: { answer: "talkFirst", at: at(15) } }, at(15)],
  ["cardUnused", { unlinkedAt: at(9), card }, at(10)],
  ["unlinked", { unlinkedAt: at(11), card }, at(11)],
  // A confirmed card says nothing once the phone was let go of.
  ["unlinked", { linking: { ...way, outcome: "confirmed" }, unlinkedAt: at(16) }, at(16)],
  // Who takes part waits for nothing, with Telegram or without.
  [undefined, linked],
  [undefined, { ...linked, linking: { ...way, outcome: "confirmed" } }],
  [undefined, { joinedAt: at(3), card }],
  ["parent", { ...linked, hold: { why: "parent", since: at(5) } }, at(5)],
  ["parent", { joinedAt: at(3), hold: { why: "parent", since: at(3) } }, at(3)],
  ["parentNo", { ...linked, hold: { why: "parentNo", since: at(6) } }, at(6)],
  ["ownYes", { ...linked, hold: { why: "ownYes", since: at(5) } }, at(5)],
  ["silent", { ...linked, identityCheck: { askedAt: at(14), isAnswered: false } }, at(14)],
  ["silentConfirm", { ...linked, identityCheck: { askedAt: at(14), isAnswered: true } }, at(14)],
  ["blocked", { ...linked, blockedSince: at(17) }, at(17)],
  ["stopped", { ...linked, stoppedAt: at(18), blockedSince: at(17) }, at(18)],
  ["stopped", { stoppedAt: at(18), card }, at(18)],
])("says %s", (reason, facts, since) => {
  const waiting = decideWaitingReason({ ...nobody, ...facts }, now);
  expect(waiting?.reason).toBe(reason);
  expect(waiting?.since).toEqual(since);
  expect(waiting?.until).toEqual(reason === "cardUnused" ? at(27) : undefined);
});
