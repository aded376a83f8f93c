/**
 * What a tap can mean. Buttons outlive deployments: a shape, once sent, stays readable for ever, so verbs and fields are
 * append-only. Ids are row ids; what they may do is asked again in the use case, never trusted because a button carries it.
 */
export type Action =
  | { readonly do: "language"; readonly language: string }
  /** `texts`: codes one after another (`spokenCode`). */
  | { readonly do: "listen"; readonly language: string; readonly texts: string }
  | { readonly do: "understood"; readonly linking: string }
  | { readonly do: "offer"; readonly linking: string; readonly answer: "yes" | "notNow" | "talkFirst" }
  | { readonly do: "phone"; readonly linking: string; readonly shared: "own" | "shared" }
  | { readonly do: "firstAnswer"; readonly linking: string; readonly option: string }
  | { readonly do: "confirmLink"; readonly linking: string; readonly answer: "yes" | "no" }
  | { readonly do: "showLinking"; readonly linking: string }
  /** A page of who waits, or (`all0`, `all1`, …) of everybody. */
  | { readonly do: "waiting"; readonly page: string }
  | { readonly do: "person"; readonly alumnus: string }
  | { readonly do: "newCard"; readonly alumnus: string }
  | {
      readonly do: "unlink";
      readonly alumnus: string;
      readonly reason: "ask" | "keep" | "newPhone" | "wrongPerson" | "ownWish" | "other";
    }
  | { readonly do: "undoUnlink"; readonly unlinking: string }
  | {
      readonly do: "noteOffer";
      readonly alumnus: string;
      readonly how: "ask" | "phone" | "paper" | "inPerson";
      readonly answer: "ask" | "yes" | "notNow" | "talkFirst";
    }
  | {
      readonly do: "contactBy";
      readonly alumnus: string;
      readonly channel: "phone" | "email" | "letter" | "telegram";
    }
  | {
      readonly do: "parent";
      readonly alumnus: string;
      readonly how: "ask" | "paper" | "phone" | "inPerson" | "no";
    }
  | {
      readonly do: "parentRelation";
      readonly consent: string;
      readonly relation: "mother" | "father" | "guardian";
    }
  | { readonly do: "whoIsIt"; readonly check: string; readonly answer: "same" | "other" }
  | { readonly do: "confirmIdentity"; readonly check: string; readonly answer: "yes" | "no" }
  | { readonly do: "ownConsent"; readonly answer: "yes" | "notNow" }
  | { readonly do: "phoneOf"; readonly shared: "own" | "shared" }
  | { readonly do: "startCheckIn"; readonly alumnus: string }
  | { readonly do: "chooseCheckIn"; readonly page: string }
  | {
      readonly do: "open";
      readonly checkIn: string;
      readonly answer: "yes" | "together" | "later" | "notThisTime" | "fine";
    }
  | { readonly do: "answer"; readonly checkIn: string; readonly question: string; readonly option: string }
  | {
      readonly do: "extra";
      readonly checkIn: string;
      readonly question: string;
      readonly extra: "skip" | "human" | "done" | "later" | "tappedWrong";
    }
  /** Shows other answers of a question that shows three at a time; `page` counts from 0. */
  | {
      readonly do: "otherAnswers";
      readonly checkIn: string;
      readonly question: string;
      readonly page: string;
    }
  | { readonly do: "resume" }
  /** The answer to the one re-offer; a yes is `resume`. */
  | { readonly do: "reoffer"; readonly answer: "notNow" | "talkFirst" }
  | {
      readonly do: "task";
      readonly task: string;
      readonly verb: "show" | "reached" | "done" | "tomorrow" | "undo";
    }
  /** The own mail address of somebody of the staff. */
  | { readonly do: "mail"; readonly what: "change" | "confirm" | "remove" }
  /** One's own data; of whom is known by the chat alone. `…Shared` is the second tap on a phone of several people. */
  | {
      readonly do: "myData";
      readonly what:
        | "menu"
        | "see"
        | "export"
        | "log"
        | "seeShared"
        | "exportShared"
        | "logShared"
        | "correct"
        | "erase"
        | "eraseSure"
        | "eraseNow"
        | "keep";
    }
  | { readonly do: "correct"; readonly item: string }
  | { readonly do: "readWords"; readonly alumnus: string }
  /** Working hours of one of the staff: all of them, a day's, or what a tap sets for it. */
  | {
      readonly do: "hours";
      readonly person: string;
      readonly day: "all" | "1" | "2" | "3" | "4" | "5" | "6" | "7";
      readonly to: "show" | "day" | "office" | "morning" | "afternoon" | "off" | "other" | "school";
    }
  /** Days away: asks which (`ask`), or knows them (`today`, or the first and last as `261221_270103`) and asks who stands in. */
  | { readonly do: "away"; readonly person: string; readonly days: string }
  /** Another page of those who can stand in. */
  | { readonly do: "awayPage"; readonly person: string; readonly days: string; readonly page: string }
  | { readonly do: "awayWith"; readonly person: string; readonly days: string; readonly deputy: string }
  | { readonly do: "awayAlone"; readonly person: string; readonly days: string }
  | { readonly do: "back"; readonly absence: string }
  /** The rota (`show`), or a page of whom to plan (`plan0`, `plan1`, …). */
  | { readonly do: "rota"; readonly what: string }
  /** `when`: `ask`, a preset, `other`, or two moments as `2611271700_2611300800`. */
  | { readonly do: "planShift"; readonly person: string; readonly when: string }
  | { readonly do: "shift"; readonly shift: string; readonly verb: "cancel" | "take" }
  /** `ask`, or days as `261221_270103` that are ordinary days again. */
  | { readonly do: "closedDays"; readonly days: string }
  /** A public holiday on which the organisation works after all or not; a day that most schools close (`close`). */
  | { readonly do: "holiday"; readonly which: string; readonly to: "work" | "off" | "close" }
  /** When and how often somebody may be asked; each tap sets one thing and shows the next question. */
  | {
      readonly do: "ownTime";
      readonly alumnus: string;
      readonly set: "show" | "any" | "after16" | "after18" | "weekdays" | "saturday" | "planned" | "less";
    }
  | { readonly do: "team"; readonly page: string }
  | { readonly do: "colleague"; readonly person: string }
  /** A page, from 0, of the screen with everybody who needs this case worker today. */
  | { readonly do: "today"; readonly page: string }
  /** Shows the number to call, and what came of it where nothing was handed to humans. */
  | { readonly do: "call"; readonly alumnus: string; readonly step: "number" | "reached" | "notReached" }
  /** Opens a talk with this person; `drop` is an old button that means nothing any more. */
  | { readonly do: "message"; readonly alumnus: string; readonly step: "write" | "drop" }
  /** What a case worker does with a talk of theirs. */
  | {
      readonly do: "talk";
      readonly talk: string;
      readonly verb: "show" | "read" | "sentences" | "note" | "ask" | "handOver" | "takeBack" | "end";
    }
  | { readonly do: "talkSentence"; readonly talk: string; readonly sentence: string }
  | {
      readonly do: "talkColleague";
      readonly talk: string;
      readonly colleague: string;
      readonly what: "handOver" | "ask";
    }
  /** Another page, from 0, of colleagues who can go on with a talk or be asked about it. */
  | {
      readonly do: "talkColleagues";
      readonly talk: string;
      readonly what: "handOver" | "ask";
      readonly page: string;
    }
  /** For which talk the words are that wait; an id of nothing but zeros for none. */
  | { readonly do: "talkFor"; readonly talk: string }
  /** The same, for those up to the message with this number. */
  | { readonly do: "talkForThese"; readonly talk: string; readonly last: string }
  /** The colleague who was asked answers. */
  | { readonly do: "talkReply"; readonly note: string }
  /** The young person says whether writing is safe now, or wants the talk gone from the phone. */
  | { readonly do: "talkSafe"; readonly talk: string; readonly answer: "yes" | "no" | "call" }
  | { readonly do: "talkWipe"; readonly talk: string }
  | {
      readonly do: "escalation";
      readonly escalation: string;
      readonly verb:
        | "take"
        | "view"
        | "reveal"
        | "reached"
        | "notReached"
        | "tonight"
        | "tomorrow"
        | "monday"
        | "helped"
        | "planned"
        | "handedOver"
        | "notNeeded"
        | "undo"
        | "noNote"
        | "show"
        | "handOver"
        | "match"
        | CodeVerb;
    }
  /** Messages about danger go from a shared phone again: the choice, and "now". */
  | { readonly do: "tidyUp"; readonly answer: "yes" | "no" }
  | { readonly do: "tidyNow" }
  /** The safety sheet; `value` says which number, or what exactly is signed. */
  | {
      readonly do: "safety";
      readonly what: "show" | "sign" | "change" | "pick" | "remove" | "add" | "onCall";
      readonly value: string;
    }
  | { readonly do: "handColleague"; readonly escalation: string; readonly colleague: string }
  /** Up a level, or to a partner; `ask` asks first whether the young person agrees. */
  | {
      readonly do: "handUp";
      readonly escalation: string;
      readonly to:
        | "level"
        | "municipality"
        | "transferPoint"
        | "uwv"
        | "jobCoach"
        | "care"
        | "doctor"
        | "safeHome"
        | "other";
      readonly agreed: "ask" | "yes" | "no";
    }
  /** A page, from 0, of the people of a case worker; `find` asks for a part of a name. */
  | { readonly do: "alumni"; readonly page: string }
  | { readonly do: "profile"; readonly alumnus: string }
  /** A contact that was had: `more` shows the rarer ways. */
  | { readonly do: "contact"; readonly alumnus: string; readonly channel: ContactWay | "more" }
  /** Writes it down under the id that the button carries, so that a second tap writes nothing; `none`: nobody was reached. */
  | {
      readonly do: "contactMinutes";
      readonly contact: string;
      readonly alumnus: string;
      readonly channel: ContactWay;
      readonly minutes: string;
    }
  /** Other buttons under the contact that is shown. */
  | {
      readonly do: "contactShow";
      readonly contact: string;
      readonly part: "all" | "themes" | "day" | "channel" | "length";
    }
  | { readonly do: "contactTheme"; readonly contact: string; readonly theme: string }
  | { readonly do: "contactChannel"; readonly contact: string; readonly channel: ContactWay }
  | { readonly do: "contactLength"; readonly contact: string; readonly minutes: string }
  | {
      readonly do: "contactFix";
      readonly contact: string;
      readonly what:
        | "reached"
        | "notReached"
        | "in"
        | "out"
        | "note"
        | "today"
        | "yesterday"
        | "otherDay"
        | "otherLength"
        | "undo";
    }
  /** `ask`, or what the person does now. */
  | { readonly do: "situation"; readonly alumnus: string; readonly to: string }
  /** Since which day: asks for it in words. */
  | { readonly do: "situationSince"; readonly alumnus: string }
  /** A page, from 0, of colleagues who can guide this person. */
  | { readonly do: "chooseCaseWorker"; readonly alumnus: string; readonly page: string }
  | {
      readonly do: "giveTo";
      readonly alumnus: string;
      readonly colleague: string;
      readonly sure: "ask" | "yes" | "no";
    }
  | { readonly do: "summary"; readonly alumnus: string }
  /** A case worker arranges an appointment: by which way, and who chooses the time; `ask` asks for it. */
  | {
      readonly do: "arrange";
      readonly alumnus: string;
      readonly form: "ask" | "phone" | "physical";
      readonly who: "ask" | "them" | "worker";
    }
  /** A time of an appointment, in minutes since 1970. */
  | { readonly do: "slot"; readonly appointment: string; readonly at: string }
  /** Times from a local day on, such as `261203`; `0` for the first ones. */
  | { readonly do: "slots"; readonly appointment: string; readonly page: string }
  | { readonly do: "appointment"; readonly appointment: string; readonly what: AppointmentVerb }
  /** It took place, and took so many minutes. */
  | { readonly do: "appointmentHeld"; readonly appointment: string; readonly minutes: string }
  /** A young person asks for an appointment; of whom is known by the chat alone. */
  | { readonly do: "ownAppointment"; readonly form: "phone" | "physical" }
  /** Own hours that do not count any more. */
  | { readonly do: "ownHours"; readonly stretch: string }
  /** Minutes of one of the staff in a month, such as `202611`. */
  | { readonly do: "minutes"; readonly person: string; readonly month: string }
  | { readonly do: "teamMinutes"; readonly month: string }
  /** How many people everybody has, against the norm. */
  | { readonly do: "workload"; readonly page: string }
  /** In which months somebody and their case worker have contact (`ask`), or how. */
  | {
      readonly do: "months";
      readonly alumnus: string;
      readonly form: "ask" | "bot" | "message" | "phone" | "physical";
    }
  /** Dates of somebody that are watched: to see them, to write one down, to take one back. */
  | { readonly do: "dates"; readonly alumnus: string; readonly what: string }
  /** The agreement about taking part, as the case worker asks it or writes down what was said. */
  | {
      readonly do: "agreement";
      readonly alumnus: string;
      readonly who: "show" | "send" | "alumnus" | "parent";
      readonly how: "ask" | "paper" | "phone" | "inPerson" | "no";
    }
  /** What somebody says to it themselves. */
  | { readonly do: "agree"; readonly answer: "yes" | "notNow" }
  /** What can be done beside asking; at which organisation is known by the chat. */
  | {
      readonly do: "questions";
      readonly what:
        | "menu"
        | "human"
        | "worry"
        | "cards"
        | "reminders"
        | "directory"
        | "eraseAsk"
        | "erase"
        | "keep"
        | "tie"
        | "language";
    }
  /** A young person lets somebody at home belong to them no more. */
  | { readonly do: "untie"; readonly tie: string }
  | { readonly do: "questionGroup"; readonly group: string }
  /** An item, its id with `_`; chosen for this question, or for none (nothing but zeros). */
  | { readonly do: "item"; readonly item: string; readonly asked: string }
  /** An item that is not there in the reader's language. */
  | { readonly do: "itemIn"; readonly item: string; readonly way: "dutch" | "call" | "interpreter" }
  /** What becomes of a question that the robot did not answer; `question`: what was taken for a worry is one. */
  | { readonly do: "asked"; readonly asked: string; readonly verb: "none" | "human" | "no" | "question" }
  /** Asks another organisation from now on. */
  | { readonly do: "askAt"; readonly asker: string }
  | {
      readonly do: "worry";
      readonly asked: string;
      readonly part: "level" | "about" | "knows" | "call";
      readonly value: string;
    }
  | { readonly do: "homeCard"; readonly card: string }
  | { readonly do: "reminder"; readonly kind: string; readonly to: "on" | "off" }
  /** Who can help in a municipality, by its place in the list. */
  | { readonly do: "helpIn"; readonly place: string }
  /** A question that a human answered is kept for the robot: as other words for an item, as something new, or not. */
  | { readonly do: "keepQuestion"; readonly escalation: string; readonly as: "words" | "item" | "no" }
  | { readonly do: "keepFor"; readonly wish: string; readonly item: string }
  /** The worry of a parent is about this young person. */
  | { readonly do: "matchedWorry"; readonly escalation: string; readonly alumnus: string }
  /** It is not. */
  | { readonly do: "unmatchWorry"; readonly escalation: string; readonly alumnus: string };

/** By which way a contact was had. */
export type ContactWay = "telegram" | "phone" | "visit" | "whatsapp" | "sms" | "email" | "letter" | "other";

/** The reporting code's list, its steps, and "not needed". */
export type CodeVerb =
  | "steps"
  | "step_signals"
  | "step_consult"
  | "step_talk"
  | "step_weigh"
  | "step_decide"
  | "step_none";

/** What can be done about an appointment, by either side. */
export type AppointmentVerb =
  | "show"
  | "come"
  | "alone"
  | "together"
  | "place"
  | "school"
  | "walk"
  | "typed"
  | "cancel"
  | "cancelSure"
  | "keep"
  | "decline"
  | "letThem"
  | "missed"
  | "off";
