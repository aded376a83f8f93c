import type { ItemFacts } from "../item.ts";

export const app: readonly ItemFacts[] = [
  {
    id: "app-01",
    topic: "stop-messages",
    for: ["parent", "alumnus"],
    scope: "national",
    source: "In Beeld",
    checked: "2026-11-26",
    flags: [],
    related: ["app-02", "app-03"],
  },
  {
    id: "app-02",
    topic: "talk-to-human",
    for: ["parent", "alumnus"],
    scope: "national",
    source: "In Beeld",
    checked: "2026-11-26",
    flags: [],
    related: ["app-03", "app-01"],
  },
  {
    id: "app-03",
    topic: "consent-privacy",
    for: ["parent"],
    scope: "national",
    source: "In Beeld",
    checked: "2026-11-26",
    flags: [],
    related: ["app-02", "app-01"],
  },
];
