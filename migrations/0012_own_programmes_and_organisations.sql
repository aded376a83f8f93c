CREATE TABLE "membership" (
	"parent_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"shares" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "membership_parent_id_school_id_pk" PRIMARY KEY("parent_id","school_id")
);
--> statement-breakpoint
CREATE TABLE "agreed_months" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"agreement" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid
);
--> statement-breakpoint
CREATE TABLE "cohort_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cohort_id" uuid NOT NULL,
	"from_day" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"why" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lead_period" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"from_day" text NOT NULL,
	"until_day" text,
	"because" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "own_programme" (
	"organisation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"why" text NOT NULL,
	CONSTRAINT "own_programme_organisation_id_key_version_pk" PRIMARY KEY("organisation_id","key","version")
);
--> statement-breakpoint
CREATE TABLE "regime_record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"regime" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "destination" text;--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "following_on" text;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "silence_days" jsonb;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "kind" text DEFAULT 'school' NOT NULL;--> statement-breakpoint
ALTER TABLE "cohort" ADD COLUMN "regimes" jsonb;--> statement-breakpoint
ALTER TABLE "cohort" ADD COLUMN "closed_days" jsonb;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_parent_id_organisation_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_school_id_organisation_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreed_months" ADD CONSTRAINT "agreed_months_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreed_months" ADD CONSTRAINT "agreed_months_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreed_months" ADD CONSTRAINT "agreed_months_by_case_worker_id_fk" FOREIGN KEY ("by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_change" ADD CONSTRAINT "cohort_change_cohort_id_cohort_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohort"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_period" ADD CONSTRAINT "lead_period_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_period" ADD CONSTRAINT "lead_period_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_programme" ADD CONSTRAINT "own_programme_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_programme" ADD CONSTRAINT "own_programme_hash_programme_version_hash_fk" FOREIGN KEY ("hash") REFERENCES "public"."programme_version"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regime_record" ADD CONSTRAINT "regime_record_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreed_months_enrolment" ON "agreed_months" USING btree ("enrolment_id","seq");--> statement-breakpoint
CREATE INDEX "cohort_change_cohort" ON "cohort_change" USING btree ("cohort_id");--> statement-breakpoint
CREATE INDEX "lead_period_alumnus" ON "lead_period" USING btree ("alumnus_id","from_day");--> statement-breakpoint
CREATE INDEX "regime_record_alumnus" ON "regime_record" USING btree ("alumnus_id","seq");