CREATE TABLE "deadline" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"stage" text NOT NULL,
	"about" text NOT NULL,
	"day" "bytea" NOT NULL,
	"source" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"is_late" boolean NOT NULL,
	"state" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "deadline_once" UNIQUE("alumnus_id","kind","stage","about")
);
--> statement-breakpoint
CREATE TABLE "deadline_look" (
	"alumnus_id" uuid PRIMARY KEY NOT NULL,
	"look_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "known_date" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"day" "bytea" NOT NULL,
	"noted_at" timestamp (3) with time zone NOT NULL,
	"noted_by" uuid NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "offer" ALTER COLUMN "answer" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "offer" ALTER COLUMN "answered_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "kind" text DEFAULT 'first' NOT NULL;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "made_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "delivery" text;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "agreement" text DEFAULT 'off' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "agreement_needed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deadline_look" ADD CONSTRAINT "deadline_look_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_date" ADD CONSTRAINT "known_date_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_date" ADD CONSTRAINT "known_date_noted_by_case_worker_id_fk" FOREIGN KEY ("noted_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deadline_due" ON "deadline" USING btree ("due_at") WHERE "deadline"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "deadline_look_due" ON "deadline_look" USING btree ("look_at") WHERE "deadline_look"."look_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "known_date_now" ON "known_date" USING btree ("alumnus_id","kind") WHERE "known_date"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "offer_again" ON "offer" USING btree ("alumnus_id") WHERE "offer"."kind" = 'reoffer';