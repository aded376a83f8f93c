import type { Action } from "../delivery/action.ts";

/**
 * Each kind of action has a short code with a version in it. Telegram gives 64 bytes; ids travel as 22 characters of base64url.
 * A code, once sent, is never given another meaning.
 */
const codes = {
  language: { code: "l1", fields: ["language"] },
  listen: { code: "l2", fields: ["language", "texts"] },
  understood: { code: "k1", fields: ["linking"] },
  offer: { code: "o1", fields: ["linking", "answer"] },
  phone: { code: "p1", fields: ["linking", "shared"] },
  firstAnswer: { code: "f1", fields: ["linking", "option"] },
  confirmLink: { code: "c1", fields: ["linking", "answer"] },
  showLinking: { code: "q1", fields: ["linking"] },
  waiting: { code: "lw1", fields: ["page"] },
  person: { code: "lm1", fields: ["alumnus"] },
  newCard: { code: "lc1", fields: ["alumnus"] },
  unlink: { code: "lu1", fields: ["alumnus", "reason"] },
  undoUnlink: { code: "lz1", fields: ["unlinking"] },
  noteOffer: { code: "lo1", fields: ["alumnus", "how", "answer"] },
  contactBy: { code: "lt1", fields: ["alumnus", "channel"] },
  parent: { code: "lh1", fields: ["alumnus", "how"] },
  parentRelation: { code: "lr1", fields: ["consent", "relation"] },
  whoIsIt: { code: "li1", fields: ["check", "answer"] },
  confirmIdentity: { code: "lj1", fields: ["check", "answer"] },
  ownConsent: { code: "ls1", fields: ["answer"] },
  phoneOf: { code: "lp1", fields: ["shared"] },
  startCheckIn: { code: "s1", fields: ["alumnus"] },
  chooseCheckIn: { code: "n1", fields: ["page"] },
  open: { code: "b1", fields: ["checkIn", "answer"] },
  answer: { code: "a1", fields: ["checkIn", "question", "option"] },
  extra: { code: "x1", fields: ["checkIn", "question", "extra"] },
  otherAnswers: { code: "m1", fields: ["checkIn", "question", "page"] },
  resume: { code: "r1", fields: [] },
  reoffer: { code: "r2", fields: ["answer"] },
  task: { code: "t1", fields: ["task", "verb"] },
  readWords: { code: "w1", fields: ["alumnus"] },
  today: { code: "y1", fields: ["page"] },
  call: { code: "y2", fields: ["alumnus", "step"] },
  message: { code: "y3", fields: ["alumnus", "step"] },
  myData: { code: "md1", fields: ["what"] },
  correct: { code: "mc1", fields: ["item"] },
  mail: { code: "v1", fields: ["what"] },
  escalation: { code: "e1", fields: ["escalation", "verb"] },
  handColleague: { code: "h1", fields: ["escalation", "colleague"] },
  handUp: { code: "h2", fields: ["escalation", "to", "agreed"] },
  hours: { code: "d1", fields: ["person", "day", "to"] },
  away: { code: "d2", fields: ["person", "days"] },
  awayPage: { code: "d3", fields: ["person", "days", "page"] },
  awayWith: { code: "d4", fields: ["person", "days", "deputy"] },
  awayAlone: { code: "d5", fields: ["person", "days"] },
  back: { code: "d6", fields: ["absence"] },
  rota: { code: "d7", fields: ["what"] },
  planShift: { code: "d8", fields: ["person", "when"] },
  shift: { code: "d9", fields: ["shift", "verb"] },
  closedDays: { code: "d10", fields: ["days"] },
  team: { code: "d11", fields: ["page"] },
  colleague: { code: "d12", fields: ["person"] },
  holiday: { code: "kh1", fields: ["which", "to"] },
  ownTime: { code: "kt1", fields: ["alumnus", "set"] },
  alumni: { code: "oa1", fields: ["page"] },
  profile: { code: "ob1", fields: ["alumnus"] },
  contact: { code: "oc1", fields: ["alumnus", "channel"] },
  contactMinutes: { code: "od1", fields: ["contact", "alumnus", "channel", "minutes"] },
  contactShow: { code: "oe1", fields: ["contact", "part"] },
  contactTheme: { code: "of1", fields: ["contact", "theme"] },
  contactChannel: { code: "og1", fields: ["contact", "channel"] },
  contactLength: { code: "oh1", fields: ["contact", "minutes"] },
  contactFix: { code: "oi1", fields: ["contact", "what"] },
  situation: { code: "oj1", fields: ["alumnus", "to"] },
  situationSince: { code: "ok1", fields: ["alumnus"] },
  chooseCaseWorker: { code: "ol1", fields: ["alumnus", "page"] },
  giveTo: { code: "om1", fields: ["alumnus", "colleague", "sure"] },
  summary: { code: "on1", fields: ["alumnus"] },
  minutes: { code: "op1", fields: ["person", "month"] },
  teamMinutes: { code: "oq1", fields: ["month"] },
  workload: { code: "or1", fields: ["page"] },
  months: { code: "g1", fields: ["alumnus", "form"] },
  arrange: { code: "j1", fields: ["alumnus", "form", "who"] },
  slot: { code: "j2", fields: ["appointment", "at"] },
  slots: { code: "j3", fields: ["appointment", "page"] },
  appointment: { code: "j4", fields: ["appointment", "what"] },
  appointmentHeld: { code: "j5", fields: ["appointment", "minutes"] },
  ownAppointment: { code: "j6", fields: ["form"] },
  ownHours: { code: "j7", fields: ["stretch"] },
  talk: { code: "ta1", fields: ["talk", "verb"] },
  talkSentence: { code: "tb1", fields: ["talk", "sentence"] },
  talkColleague: { code: "tc1", fields: ["talk", "colleague", "what"] },
  talkColleagues: { code: "tc2", fields: ["talk", "what", "page"] },
  talkFor: { code: "td1", fields: ["talk"] },
  talkForThese: { code: "td2", fields: ["talk", "last"] },
  talkReply: { code: "te1", fields: ["note"] },
  talkSafe: { code: "tf1", fields: ["talk", "answer"] },
  talkWipe: { code: "tg1", fields: ["talk"] },
  safety: { code: "z1", fields: ["what", "value"] },
  tidyUp: { code: "z2", fields: ["answer"] },
  tidyNow: { code: "z3", fields: [] },
  dates: { code: "u1", fields: ["alumnus", "what"] },
  agreement: { code: "u2", fields: ["alumnus", "who", "how"] },
  agree: { code: "u3", fields: ["answer"] },
  questions: { code: "qa1", fields: ["what"] },
  questionGroup: { code: "qb1", fields: ["group"] },
  item: { code: "qc1", fields: ["item", "asked"] },
  itemIn: { code: "qd1", fields: ["item", "way"] },
  asked: { code: "qe1", fields: ["asked", "verb"] },
  askAt: { code: "qf1", fields: ["asker"] },
  worry: { code: "qg1", fields: ["asked", "part", "value"] },
  homeCard: { code: "qh1", fields: ["card"] },
  reminder: { code: "qm1", fields: ["kind", "to"] },
  untie: { code: "qn1", fields: ["tie"] },
  helpIn: { code: "qj1", fields: ["place"] },
  keepQuestion: { code: "qk1", fields: ["escalation", "as"] },
  keepFor: { code: "ql1", fields: ["wish", "item"] },
  unmatchWorry: { code: "qo1", fields: ["escalation", "alumnus"] },
  matchedWorry: { code: "qi1", fields: ["escalation", "alumnus"] },
} as const satisfies Record<Action["do"], { code: string; fields: readonly string[] }>;

const idFields: ReadonlySet<string> = new Set([
  "linking",
  "alumnus",
  "checkIn",
  "escalation",
  "colleague",
  "unlinking",
  "consent",
  "check",
  "person",
  "deputy",
  "absence",
  "shift",
  "task",
  "contact",
  "appointment",
  "stretch",
  "talk",
  "note",
  "asked",
  "asker",
  "tie",
  "wish",
]);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const shorten = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
function lengthen(short: string): string | undefined {
  const hex = Buffer.from(short, "base64url").toString("hex");
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    "-",
  );
  // Node reads base64url leniently; what we did not make ourselves is not read at all.
  return uuid.test(id) && shorten(id) === short ? id : undefined;
}

/** Several texts that can be listened to stand in one button, as codes one after another. */
const longestOf = (field: string) => (field === "texts" ? 56 : 24);
const readWord = (field: string, raw: string) =>
  /^[A-Za-z0-9_]+$/.test(raw) && raw.length <= longestOf(field) ? raw : undefined;

/** The callback data of an action: at most 64 bytes of ASCII. Throws for one that would not fit: a programming fault. */
export function encodeAction(action: Action): string {
  const { code, fields } = codes[action.do];
  const values = fields.map((field) => {
    const value = (action as unknown as Record<string, string>)[field] ?? "";
    return idFields.has(field) ? shorten(value) : value;
  });
  const data = [code, ...values].join(":");
  if (!/^[\x21-\x7e]{1,64}$/.test(data))
    throw new Error(`Callback data of ${action.do} does not fit Telegram's 64 bytes`);
  return data;
}

/**
 * The action behind callback data, or undefined for anything that we never made. Values are checked for their form alone:
 * whoever forges one meets the use case, which asks what the person may do.
 */
export function decodeAction(data: string): Action | undefined {
  const [code, ...values] = data.split(":");
  const entry = (Object.entries(codes) as [Action["do"], { code: string; fields: readonly string[] }][]).find(
    ([, kind]) => kind.code === code,
  );
  if (!entry || values.length !== entry[1].fields.length) return undefined;
  const fields: Record<string, string> = { do: entry[0] };
  for (const [index, field] of entry[1].fields.entries()) {
    const raw = values[index] ?? "";
    const value = idFields.has(field) ? lengthen(raw) : readWord(field, raw);
    if (!value) return undefined;
    fields[field] = value;
  }
  return fields as unknown as Action;
}
