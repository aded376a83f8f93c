/**
 * What a tap can mean. Buttons outlive deployments: a shape, once sent, stays readable for ever, so verbs and fields are
 * append-only. Ids are row ids; what they may do is asked again in the use case, never trusted because a button carries it.
 */
export type Action =
  | { readonly do: "language"; readonly language: string }
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
      readonly answer: "yes" | "together" | "later" | "notThisTime";
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
    };

/** The reporting code's list, its steps, and "not needed". */
export type CodeVerb =
  | "steps"
  | "step_signals"
  | "step_consult"
  | "step_talk"
  | "step_weigh"
  | "step_decide"
  | "step_none";
