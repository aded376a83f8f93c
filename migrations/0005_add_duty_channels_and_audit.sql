CREATE TABLE "audit_finding" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"reported_at" timestamp (3) with time zone,
	"gone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "code_step" (
	"escalation_id" uuid NOT NULL,
	"step" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	CONSTRAINT "code_step_escalation_id_step_pk" PRIMARY KEY("escalation_id","step")
);
--> statement-breakpoint
CREATE TABLE "escalation_mail" (
	"escalation_id" uuid NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"severity" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"failed_at" timestamp (3) with time zone,
	CONSTRAINT "escalation_mail_escalation_id_case_worker_id_pk" PRIMARY KEY("escalation_id","case_worker_id")
);
--> statement-breakpoint
CREATE TABLE "hand_over" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	"to" text NOT NULL,
	"colleague_id" uuid,
	"level" text,
	"partner" text,
	"agreed" boolean NOT NULL,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "test_alert" (
	"day" text PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"arrived_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "absence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"from_day" text NOT NULL,
	"until_day" text NOT NULL,
	"deputy_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "channel_proof" (
	"case_worker_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"tried_at" timestamp (3) with time zone NOT NULL,
	"proven_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"code" text,
	CONSTRAINT "channel_proof_case_worker_id_channel_pk" PRIMARY KEY("case_worker_id","channel")
);
--> statement-breakpoint
CREATE TABLE "on_call_shift" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "safety_sheet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"organisation_id" uuid NOT NULL,
	"on_call" text NOT NULL,
	"numbers" jsonb NOT NULL,
	"checked_by" uuid NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "own_words" ADD COLUMN "read_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "own_words" ADD COLUMN "unread_raised_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "delayed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "level" text DEFAULT 'basic' NOT NULL;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "addressee_id" uuid;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "laps" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "round_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "asks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "tidies_up" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case_worker" ADD COLUMN "hours" jsonb;--> statement-breakpoint
ALTER TABLE "case_worker" ADD COLUMN "email" "bytea";--> statement-breakpoint
ALTER TABLE "case_worker" ADD COLUMN "email_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "closed_days" jsonb;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "policies" jsonb;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "purpose" text DEFAULT 'school' NOT NULL;--> statement-breakpoint
ALTER TABLE "code_step" ADD CONSTRAINT "code_step_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_step" ADD CONSTRAINT "code_step_by_case_worker_id_fk" FOREIGN KEY ("by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_mail" ADD CONSTRAINT "escalation_mail_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_mail" ADD CONSTRAINT "escalation_mail_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_by_case_worker_id_fk" FOREIGN KEY ("by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_colleague_id_case_worker_id_fk" FOREIGN KEY ("colleague_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_alert" ADD CONSTRAINT "test_alert_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_deputy_id_case_worker_id_fk" FOREIGN KEY ("deputy_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_proof" ADD CONSTRAINT "channel_proof_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "on_call_shift" ADD CONSTRAINT "on_call_shift_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "on_call_shift" ADD CONSTRAINT "on_call_shift_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_sheet" ADD CONSTRAINT "safety_sheet_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_sheet" ADD CONSTRAINT "safety_sheet_checked_by_case_worker_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_finding_now" ON "audit_finding" USING btree ("kind","subject") WHERE "audit_finding"."gone_at" is null;--> statement-breakpoint
CREATE INDEX "escalation_mail_message" ON "escalation_mail" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "hand_over_escalation" ON "hand_over" USING btree ("escalation_id","at");--> statement-breakpoint
CREATE INDEX "absence_case_worker" ON "absence" USING btree ("case_worker_id");--> statement-breakpoint
CREATE INDEX "on_call_shift_organisation" ON "on_call_shift" USING btree ("organisation_id","until_at");--> statement-breakpoint
CREATE INDEX "safety_sheet_organisation" ON "safety_sheet" USING btree ("organisation_id","seq");--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_addressee_id_case_worker_id_fk" FOREIGN KEY ("addressee_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;