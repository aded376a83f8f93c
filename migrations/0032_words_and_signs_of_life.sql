CREATE TABLE "sign_of_life" (
	"kind" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "linking" ADD COLUMN "read_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "linking" ADD COLUMN "unread_raised_at" timestamp (3) with time zone;--> statement-breakpoint
-- Whether somebody wrote or only answered is sealed: of what is open now both are taken for words, so that nothing is lost.
UPDATE "linking" SET "read_due_at" = "started_at" + interval '4 days' WHERE "said" IS NOT NULL AND "outcome" IS NULL;
