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
  | { readonly do: "open"; readonly checkIn: string; readonly answer: "yes" | "later" | "notThisTime" }
  | { readonly do: "answer"; readonly checkIn: string; readonly question: string; readonly option: string }
  | {
      readonly do: "extra";
      readonly checkIn: string;
      readonly question: string;
      readonly extra: "skip" | "human" | "done";
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
        | "show";
    };
