CREATE TABLE "answer" (
	"check_in_id" uuid NOT NULL,
	"question_id" text NOT NULL,
	"options" jsonb NOT NULL,
	"skipped" boolean DEFAULT false NOT NULL,
	"in_words" boolean DEFAULT false NOT NULL,
	"complete" boolean NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL,
	"set_version" integer NOT NULL,
	CONSTRAINT "answer_check_in_id_question_id_pk" PRIMARY KEY("check_in_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "check_in" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"set_hash" text NOT NULL,
	"state" text NOT NULL,
	"round" integer NOT NULL,
	"started_by" uuid,
	"situation_before" text,
	"awaiting" text,
	"asked_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "own_words" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"check_in_id" uuid,
	"question_id" text,
	"kind" text NOT NULL,
	"body" "bytea" NOT NULL,
	"message_id" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"read_by" uuid
);
--> statement-breakpoint
CREATE TABLE "question_set_version" (
	"hash" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	"texts" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"check_in_id" uuid,
	"words_id" uuid,
	"escalation_id" uuid,
	"cause" text NOT NULL,
	"question_id" text,
	"option_id" text,
	"rule" text,
	"theme" text NOT NULL,
	"severity" text NOT NULL,
	"wish" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "signal_cause" UNIQUE("alumnus_id","cause")
);
--> statement-breakpoint
CREATE TABLE "conversation_state" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"key_id" uuid NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"bot_id" bigint NOT NULL,
	"update_id" bigint NOT NULL,
	"chat_id" bigint NOT NULL,
	"key_id" uuid NOT NULL,
	"body" "bytea",
	"received_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"state" text DEFAULT 'new' NOT NULL,
	"error_code" text,
	"handled_at" timestamp (3) with time zone,
	CONSTRAINT "inbox_update" UNIQUE("bot_id","update_id")
);
--> statement-breakpoint
CREATE TABLE "lease" (
	"queue" text NOT NULL,
	"chat_id" bigint NOT NULL,
	"owner" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"rest_until" timestamp (3) with time zone,
	CONSTRAINT "lease_queue_chat_id_pk" PRIMARY KEY("queue","chat_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"chat_id" bigint NOT NULL,
	"line" text NOT NULL,
	"lane" smallint NOT NULL,
	"promise" text NOT NULL,
	"key_id" uuid NOT NULL,
	"body" "bytea",
	"target_id" uuid,
	"subject_kind" text,
	"subject_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"error_code" text,
	"message_id" bigint,
	"sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "pace" (
	"bot_id" bigint PRIMARY KEY NOT NULL,
	"promised_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"escalation_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"result" text NOT NULL,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "escalation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"severity" text NOT NULL,
	"theme" text NOT NULL,
	"wish" text,
	"state" text NOT NULL,
	"owner_id" uuid,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"step" integer NOT NULL,
	"next_step_at" timestamp (3) with time zone,
	"planned" boolean DEFAULT false NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"contacted_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"outcome" text,
	"note" "bytea",
	"person_told_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "escalation_event" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"case_worker_id" uuid,
	"severity" text NOT NULL,
	"before" jsonb,
	"facts" jsonb
);
--> statement-breakpoint
CREATE TABLE "escalation_notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"severity" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"failed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "alumnus" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"own_number_hash" text NOT NULL,
	"details" "bytea" NOT NULL,
	"details_hash" text NOT NULL,
	"school_type" text NOT NULL,
	"exit_profile" text NOT NULL,
	"exit_date" text NOT NULL,
	"language" text NOT NULL,
	"preferred_channel" text NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"situation" text,
	"situation_since" timestamp (3) with time zone,
	"chat_id" bigint,
	"linked_at" timestamp (3) with time zone,
	"shared_phone" boolean DEFAULT false NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alumnus_chatId_unique" UNIQUE("chat_id"),
	CONSTRAINT "alumnus_own_number" UNIQUE("organisation_id","own_number_hash")
);
--> statement-breakpoint
CREATE TABLE "case_worker" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"role" text NOT NULL,
	"name" "bytea" NOT NULL,
	"name_hash" text NOT NULL,
	"chat_id" bigint,
	"linked_at" timestamp (3) with time zone,
	"listed_at" timestamp (3) with time zone,
	"left_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_worker_chatId_unique" UNIQUE("chat_id"),
	CONSTRAINT "case_worker_name" UNIQUE("organisation_id","name_hash")
);
--> statement-breakpoint
CREATE TABLE "chat" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"blocked_since" timestamp (3) with time zone,
	"expects" jsonb,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"answer" text NOT NULL,
	"text_version" text NOT NULL,
	"language" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid,
	"case_worker_id" uuid,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "invitation_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "invitation_guess" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"wrong" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "linking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invitation_id" uuid NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"chat_id" bigint NOT NULL,
	"key_id" uuid NOT NULL,
	"step" text NOT NULL,
	"language" text,
	"offer" text,
	"offer_at" timestamp (3) with time zone,
	"shared_phone" boolean,
	"said" "bytea",
	"started_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"language" text NOT NULL,
	"staffed_hours" jsonb NOT NULL,
	"alert_detail" text DEFAULT 'firstName' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organisation_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "access_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid,
	"facts" jsonb
);
--> statement-breakpoint
CREATE TABLE "data_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"day" date,
	"wrapped" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"destroyed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_check_in_id_check_in_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_set_hash_question_set_version_hash_fk" FOREIGN KEY ("set_hash") REFERENCES "public"."question_set_version"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_started_by_case_worker_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_words" ADD CONSTRAINT "own_words_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_words" ADD CONSTRAINT "own_words_check_in_id_check_in_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_words" ADD CONSTRAINT "own_words_read_by_case_worker_id_fk" FOREIGN KEY ("read_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signal" ADD CONSTRAINT "signal_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signal" ADD CONSTRAINT "signal_check_in_id_check_in_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signal" ADD CONSTRAINT "signal_words_id_own_words_id_fk" FOREIGN KEY ("words_id") REFERENCES "public"."own_words"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_owner_id_case_worker_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_event" ADD CONSTRAINT "escalation_event_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_event" ADD CONSTRAINT "escalation_event_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_notice" ADD CONSTRAINT "escalation_notice_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_notice" ADD CONSTRAINT "escalation_notice_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alumnus" ADD CONSTRAINT "alumnus_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alumnus" ADD CONSTRAINT "alumnus_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_worker" ADD CONSTRAINT "case_worker_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linking" ADD CONSTRAINT "linking_invitation_id_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linking" ADD CONSTRAINT "linking_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_in_alumnus" ON "check_in" USING btree ("alumnus_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "check_in_running" ON "check_in" USING btree ("alumnus_id") WHERE "check_in"."state" in ('invited', 'open', 'paused');--> statement-breakpoint
CREATE INDEX "own_words_alumnus" ON "own_words" USING btree ("alumnus_id","at");--> statement-breakpoint
CREATE INDEX "own_words_unread" ON "own_words" USING btree ("alumnus_id") WHERE "own_words"."read_at" is null;--> statement-breakpoint
CREATE INDEX "signal_escalation" ON "signal" USING btree ("escalation_id");--> statement-breakpoint
CREATE INDEX "signal_alumnus" ON "signal" USING btree ("alumnus_id","at");--> statement-breakpoint
CREATE INDEX "inbox_line" ON "inbox" USING btree ("chat_id","seq") WHERE "inbox"."state" = 'new';--> statement-breakpoint
CREATE INDEX "inbox_handled" ON "inbox" USING btree ("handled_at");--> statement-breakpoint
CREATE INDEX "outbox_line" ON "outbox" USING btree ("chat_id","line","lane","seq") WHERE "outbox"."state" in ('new', 'sending');--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE "outbox"."state" in ('new', 'sending');--> statement-breakpoint
CREATE INDEX "outbox_subject" ON "outbox" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "outbox_message" ON "outbox" USING btree ("chat_id","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "escalation_running" ON "escalation" USING btree ("alumnus_id") WHERE "escalation"."state" <> 'resolved';--> statement-breakpoint
CREATE INDEX "escalation_due" ON "escalation" USING btree ("next_step_at") WHERE "escalation"."state" <> 'resolved';--> statement-breakpoint
CREATE INDEX "escalation_event_escalation" ON "escalation_event" USING btree ("escalation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "escalation_notice_one" ON "escalation_notice" USING btree ("escalation_id","case_worker_id");--> statement-breakpoint
CREATE INDEX "escalation_notice_message" ON "escalation_notice" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "alumnus_case_worker" ON "alumnus" USING btree ("case_worker_id");--> statement-breakpoint
CREATE INDEX "invitation_alumnus" ON "invitation" USING btree ("alumnus_id");--> statement-breakpoint
CREATE INDEX "linking_chat" ON "linking" USING btree ("chat_id");--> statement-breakpoint
CREATE INDEX "linking_alumnus" ON "linking" USING btree ("alumnus_id");--> statement-breakpoint
CREATE UNIQUE INDEX "data_key_day" ON "data_key" USING btree ("day") WHERE "data_key"."kind" = 'day';