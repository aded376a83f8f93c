CREATE TABLE "cohort" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"exits_from" text NOT NULL,
	"exits_until" text NOT NULL,
	"parts" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cohort_name" UNIQUE("organisation_id","name")
);
--> statement-breakpoint
CREATE TABLE "contact_moment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"programme_hash" text NOT NULL,
	"occasion" text NOT NULL,
	"form" text NOT NULL,
	"role" text NOT NULL,
	"themes" jsonb NOT NULL,
	"from_day" text NOT NULL,
	"until_day" text NOT NULL,
	"ask_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"check_in_id" uuid,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contact_moment_once" UNIQUE("enrolment_id","occasion")
);
--> statement-breakpoint
CREATE TABLE "enrolment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"cohort_id" uuid NOT NULL,
	"starts_on" text NOT NULL,
	"ends_on" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"reoffered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "programme_version" (
	"hash" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"body" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "standing" (
	"alumnus_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"regime" text,
	"regime_reason" text,
	"next" text NOT NULL,
	"next_by" text NOT NULL,
	"next_at" timestamp (3) with time zone,
	"look_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"from_day" text NOT NULL,
	"due_day" text NOT NULL,
	"moment_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"done_by" uuid,
	"outcome" text,
	CONSTRAINT "task_once" UNIQUE("alumnus_id","kind","about")
);
--> statement-breakpoint
ALTER TABLE "check_in" ADD COLUMN "reminders" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_moment" ADD CONSTRAINT "contact_moment_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_moment" ADD CONSTRAINT "contact_moment_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_moment" ADD CONSTRAINT "contact_moment_programme_hash_programme_version_hash_fk" FOREIGN KEY ("programme_hash") REFERENCES "public"."programme_version"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_moment" ADD CONSTRAINT "contact_moment_check_in_id_check_in_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_cohort_id_cohort_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohort"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing" ADD CONSTRAINT "standing_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_moment_id_contact_moment_id_fk" FOREIGN KEY ("moment_id") REFERENCES "public"."contact_moment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_done_by_case_worker_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_moment_alumnus" ON "contact_moment" USING btree ("alumnus_id","from_day");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolment_running" ON "enrolment" USING btree ("alumnus_id") WHERE "enrolment"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "standing_look" ON "standing" USING btree ("look_at") WHERE "standing"."look_at" is not null;--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("alumnus_id") WHERE "task"."done_at" is null;