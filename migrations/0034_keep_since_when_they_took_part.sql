ALTER TABLE "unlinking" ADD COLUMN "joined_at" timestamp (3) with time zone;--> statement-breakpoint
-- Whose phone was let go of after a yes fell off every list, and whose place a mistyped exit day ended did not come back: looked at once more.
UPDATE "standing" SET "look_at" = now() WHERE "look_at" IS NOT NULL AND EXISTS (SELECT 1 FROM "alumnus" a
	WHERE a."id" = "standing"."alumnus_id" AND a."chat_id" IS NULL AND a."joined_at" IS NULL AND EXISTS (SELECT 1 FROM "unlinking" u WHERE u."alumnus_id" = a."id"));--> statement-breakpoint
UPDATE "standing" SET "look_at" = now() WHERE "look_at" IS NULL AND EXISTS (SELECT 1 FROM "alumnus" a JOIN "enrolment" e ON e."alumnus_id" = a."id"
	WHERE a."id" = "standing"."alumnus_id" AND a."erased_at" IS NULL AND e."end_reason" = 'term' AND e."starts_on" <> a."exit_date");
