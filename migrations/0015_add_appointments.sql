CREATE TABLE "appointment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"moment_id" uuid,
	"form" text NOT NULL,
	"state" text NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"place" text NOT NULL,
	"place_text" "bytea",
	"company" text,
	"sequence" integer DEFAULT 0 NOT NULL,
	"booked_at" timestamp (3) with time zone,
	"remind_at" timestamp (3) with time zone,
	"remind_worker_at" timestamp (3) with time zone,
	"ask_at" timestamp (3) with time zone,
	"asked_times" integer DEFAULT 0 NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "own_hours" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "appointments" jsonb;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_moment_id_contact_moment_id_fk" FOREIGN KEY ("moment_id") REFERENCES "public"."contact_moment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_hours" ADD CONSTRAINT "own_hours_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "appointment_running" ON "appointment" USING btree ("alumnus_id") WHERE "appointment"."state" in ('offered', 'booked');--> statement-breakpoint
CREATE UNIQUE INDEX "appointment_slot" ON "appointment" USING btree ("case_worker_id","starts_at") WHERE "appointment"."state" = 'booked';--> statement-breakpoint
CREATE INDEX "appointment_alumnus" ON "appointment" USING btree ("alumnus_id");--> statement-breakpoint
CREATE INDEX "appointment_moment" ON "appointment" USING btree ("moment_id");--> statement-breakpoint
CREATE INDEX "appointment_remind" ON "appointment" USING btree ("remind_at") WHERE "appointment"."remind_at" is not null;--> statement-breakpoint
CREATE INDEX "appointment_remind_worker" ON "appointment" USING btree ("remind_worker_at") WHERE "appointment"."remind_worker_at" is not null;--> statement-breakpoint
CREATE INDEX "appointment_ask" ON "appointment" USING btree ("ask_at") WHERE "appointment"."ask_at" is not null;--> statement-breakpoint
CREATE INDEX "own_hours_case_worker" ON "own_hours" USING btree ("case_worker_id","until_at");