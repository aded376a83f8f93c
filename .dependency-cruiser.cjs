/**
 * The direction between the rooms (docs/architecture.md): what may import what. Rooms that are planned stand in the order
 * already, so that they find their place when their first file comes.
 */
const rooms =
  "audit|appointment|caseload|checkin|contact|programme|escalation|talk|questions|people|privacy|delivery|report|rights";
const rims = "telegram|web|mail|simulator|jobs|cli";

/** Rooms from left to right; a room uses what stands right of it, never what stands left. */
const order = [
  "audit",
  "rights",
  "questions",
  "report",
  "talk",
  "caseload",
  "escalation",
  "programme",
  "appointment",
  "contact",
  "checkin",
  "people",
  "delivery",
];
const neverLeft = order.flatMap((room, index) =>
  index === 0
    ? []
    : [
        {
          name: `${room}-uses-nothing-left-of-it`,
          comment: "What must go the other way goes as a returned effect or as a part registered in app.ts.",
          severity: "error",
          from: { path: `^src/${room}/` },
          to: { path: `^src/(${order.slice(0, index).join("|")})/` },
        },
      ],
);

const only = (name, library, where) => ({
  name,
  severity: "error",
  from: { path: "^src/", pathNot: where },
  to: { path: `node_modules/${library}` },
});

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "rooms-know-no-rim",
      severity: "error",
      from: { path: `^src/(${rooms}|i18n|db)/` },
      to: { path: `^src/((${rims})/|(app|main|config|log)\\.ts)` },
    },
    {
      name: "nobody-imports-the-entry",
      severity: "error",
      from: { path: `^src/(${rims})/` },
      to: { path: "^src/main\\.ts" },
    },
    {
      name: "only-compositions-import-the-app",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(main|simulator/start-stage)\\.ts" },
      to: { path: "^src/app\\.ts" },
    },
    {
      name: "rims-keep-apart",
      severity: "error",
      from: { path: "^src/(telegram|web|mail|jobs|cli)/" },
      to: { path: "^src/simulator/" },
    },
    {
      name: "floor-knows-no-room",
      comment: "Types of stored values may be named by their room.",
      severity: "error",
      from: { path: "^src/(i18n|db|clock)" },
      to: { path: `^src/(${rooms})/`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "privacy-is-the-floor",
      comment:
        "Vault, ledger and retention's rules lie below all rooms; what shows and erases lies above them, in rights/. Types of what a room hands in may be named.",
      severity: "error",
      from: { path: "^src/privacy/" },
      to: { path: `^src/(${order.join("|")})/`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "deciding-is-pure",
      comment:
        "decide-, next-, is- files and the rules of where somebody stands import types, other pure files, temporal-polyfill and date-holidays only.",
      severity: "error",
      from: { path: "^src/(.+/(decide|next|is)-[^/]+|programme/standing/[^/]+)\\.ts$" },
      to: {
        pathNot: [
          "^src/.+/((decide|next|is)-[^/]+|policy|escalation-state|question-set|isolate)\\.ts$",
          "^src/programme/standing/",
          "node_modules/(temporal-polyfill|date-holidays)/",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    ...neverLeft,
    only("grammy-in-telegram", "(grammy|@grammyjs)/", "^src/(telegram|simulator)/"),
    only("cron-in-jobs", "node-cron/", "^src/jobs/"),
    // hono/html escapes what stands on a page, also on one that is printed (docs/decisions/0016).
    only("hono-in-web", "(hono|@hono)/", "^src/((web|simulator)/|cli/draw-)"),
    only("qr-on-sheets", "qr/", "^src/cli/draw-"),
    only("nodemailer-in-mail", "nodemailer/", "^src/mail/"),
    only("commander-in-cli", "commander/", "^src/cli/"),
    only("holidays-in-one-place", "date-holidays/", "^src/people/calendar/is-holiday\\.ts"),
    only(
      "icalendar-in-two-files",
      "ical\\.js/",
      "^src/(people/calendar/read-calendar|appointment/write-event)\\.ts",
    ),
    only("hucre-for-workbooks", "hucre/", "^src/people/import/(read-workbook|write-rows)\\.ts"),
    {
      name: "rims-leave-drizzle-to-the-rooms",
      severity: "error",
      from: {
        path: "^src/(telegram|web|mail|simulator)/",
        pathNot: "^src/telegram/conversation-storage\\.ts",
      },
      to: { path: "node_modules/drizzle-orm/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    moduleSystems: ["es6"],
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node"] },
  },
};
