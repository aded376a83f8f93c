/** How long the longest names are that come into a text, where they come into one. */
const name = "Abdelrahman";
const longName = "Abdelrahman-Christoffel";

/** What Telegram takes in one message; a text that is longer by itself would never arrive. */
export const aMessage = { what: "a message", most: 4_096, filledWith: longName } as const;

/**
 * Texts that Telegram or a small phone cuts off, in graphemes, with a long name where a name comes: the words of a button
 * stand on one line of a small phone; the others are what the Bot API takes.
 */
export const limits: readonly { what: string; keys: readonly RegExp[]; most: number; filledWith: string }[] =
  [
    {
      what: "a button",
      keys: [
        /^checkin:question\.\w+\.option\./,
        /^checkin:(extra|theme)\./,
        /^checkin:flow\.(openAnswer\.|goOn$)/,
        /^escalation:(button|outcome|handOver\.(agreed|up)|partner)\./,
        /^escalation:today\.(call|write|open|read|decide|more|do)$/,
        /^escalation:(message\.(drop|again|call|read|write)|code\.(none|askYes|askShow))$/,
        /^people:link\.(okay$|offerAnswer\.|phoneAnswer\.)/,
        /^people:confirm\.(yes|no)$/,
        /^people:staff\.startCheckIn$/,
        /^people:(parent\.(answer|relation)|unlink\.(reason|keep$|undo$))/,
        /^people:offerNote\.(how|answer|contact)\./,
        /^people:silent\.(same|other)$/,
        /^people:(tidy\.(yes|no|now)|link\.joinAfterAll|calendar\.time\.(any|after16|after18|weekdays|saturday|planned|less))$/,
        /^programme:reoffer\.(yes|notNow|talkFirst)$/,
        /^talk:(safe\.(yes|no|call)|wipe\.button|button\.\w+|colleague\.answer|for\.nobody)$/,
        /^(telegram:language\.other|delivery:listen)$/,
        /^people:mail\.button\./,
        /^people:person\.(newCard|unlink|noteOffer|parent)$/,
        /^people:waiting\.(reason\.|more$|everybody$)/,
        /^people:(stop\.again|calendar\.time\.button|safety\.(button\.\w+|remind\.open))$/,
        /^people:duty\.(hours\.(off|other|school)|away\.(today|tomorrow|week|other|nobody|undo)|more)$/,
        /^people:duty\.(rota\.(plan|tonight|weekend|week|other)|closed\.(close|reopen)|team\.(awayOf|hoursOf))$/,
        /^telegram:checkIn\.more$/,
        /^rights:menu\.(see|export|correct|log|erase|open)$/,
        /^rights:shared\.yes$/,
        /^rights:correct\.item\./,
        /^rights:erase\.(eraseSure|eraseNow|keep)$/,
        /^programme:(deadline\.(set|drop)\.|task\.(reached|done|tomorrow|answer)$)/,
        /^people:agreement\.(yes$|notNow$|send$|note\.|how\.)/,
        /^caseload:(button|had|give\.answer|situation|months\.form)\./,
        /^caseload:(dated\.(dates|agreement)|give\.open|situations\.otherDay|workload\.open|people\.more|minutes\.team)$/,
        /^contact:((button|channel|fix)\.|ask\.minutes$)/,
        /^appointment:button\.(?!dropHours$)/,
        /^questions:staff\.(unmatch|who|keep\.(words|item|no))$/,
        /^questions:(group|button|card\.\w+\.title|worry\.(levels|abouts|known|calls)|reminders\.kinds)\b/,
        /^questions:(tie\.(remove|wrong)$|worry\.isQuestion$|missing\.(call|interpreter|dutch)|choose\.none|unknown\.(yes|no)|erase\.(yes|no)|cards\.next|reminders\.stop)$/,
      ],
      most: 30,
      filledWith: name,
    },
    {
      what: "a button with a name and a day",
      keys: [/^people:duty\.(rota\.(take|cancel)|away\.undoOf)$/],
      most: 40,
      filledWith: name,
    },
    {
      what: "a button with a line of the safety sheet",
      keys: [/^people:number\.ownDoctor$/],
      most: 70,
      filledWith: name,
    },
    {
      what: "a button with a question",
      keys: [/^knowledge:[\w-]+\.question$/],
      most: 60,
      filledWith: name,
    },
    {
      what: "a short answer",
      keys: [/^knowledge:[\w-]+\.answer$/],
      most: 600,
      filledWith: name,
    },
    {
      what: "a toast",
      keys: [
        /^people:confirm\.refused\./,
        /^people:(unlink\.(refused\.|kept$)|card\.justMade$|offerNote\.contactKept$)/,
        /^people:parent\.(related|already|notNeeded)$/,
        /^people:duty\.(notYours|old|away\.already|rota\.(yours|over))$/,
        /^escalation:(refused|undo)\./,
        /^people:agreement\.(sent|sentLater|noted|already|off|notLinked)$/,
        /^programme:deadline\.gone$/,
        /^escalation:(note\.none|today\.noted|message\.dropped)$/,
        /^checkin:flow\.(changed|known|over|overNothing)$/,
        /^appointment:(refused|toast)\./,
      ],
      most: 200,
      filledWith: longName,
    },
    {
      what: "the description of a command",
      keys: [/^telegram:commands\./],
      most: 256,
      filledWith: longName,
    },
    {
      what: "the bot's description",
      keys: [/^telegram:profile\.description$/],
      most: 512,
      filledWith: longName,
    },
    {
      what: "the bot's short description",
      keys: [/^telegram:profile\.short$/],
      most: 120,
      filledWith: longName,
    },
  ];

/** The limit of a text by its key, or undefined for one that may be as long as a message (`aMessage`). */
export const limitOf = (key: string) => limits.find(({ keys }) => keys.some((pattern) => pattern.test(key)));
