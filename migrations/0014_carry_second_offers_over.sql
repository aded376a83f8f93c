-- Second offers that were made before offers were rows of their own: which words, and by which way, nobody wrote down.
INSERT INTO "offer" ("id", "alumnus_id", "kind", "channel", "text_version", "language", "made_at")
SELECT DISTINCT ON (e."alumnus_id") gen_random_uuid(), e."alumnus_id", 'reoffer', 'other', '', a."language", e."reoffered_at"
FROM "enrolment" e JOIN "alumnus" a ON a."id" = e."alumnus_id"
WHERE e."reoffered_at" IS NOT NULL AND a."erased_at" IS NULL
ORDER BY e."alumnus_id", e."reoffered_at";
