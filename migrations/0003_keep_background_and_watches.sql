CREATE TABLE "watch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"occasion" text NOT NULL,
	"set_by" uuid NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"lapses_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"asked_in" uuid
);
--> statement-breakpoint
ALTER TABLE "check_in" ADD COLUMN "background" jsonb;--> statement-breakpoint
ALTER TABLE "check_in" ADD COLUMN "answered_with_help" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "tapped_wrong_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_set_by_check_in_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."check_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_asked_in_check_in_id_fk" FOREIGN KEY ("asked_in") REFERENCES "public"."check_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "watch_waiting" ON "watch" USING btree ("alumnus_id","occasion") WHERE "watch"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "watch_due" ON "watch" USING btree ("due_at") WHERE "watch"."state" = 'waiting';