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
        | "show";
    };
