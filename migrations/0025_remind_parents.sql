CREATE TABLE "reminder" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asker_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"last_for" text,
	CONSTRAINT "reminder_once" UNIQUE("asker_id","kind")
);
--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "exit_evening" text;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_asker_id_asker_id_fk" FOREIGN KEY ("asker_id") REFERENCES "public"."asker"("id") ON DELETE no action ON UPDATE no action;