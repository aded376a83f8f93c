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
CREATE TABLE "consent_parent" (
	"consent_id" uuid PRIMARY KEY NOT NULL,
	"relation" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid
);
--> statement-breakpoint
CREATE TABLE "consent_text" (
	"version" text PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"words" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_check" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"chat_id" bigint NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	"outcome" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid
);
--> statement-breakpoint
CREATE TABLE "offer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"text_version" text NOT NULL,
	"language" text NOT NULL,
	"answer" text NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid,
	"linking_id" uuid
);
--> statement-breakpoint
CREATE TABLE "unlinking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"chat_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"linked_at" timestamp (3) with time zone,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"subject_id" uuid,
	"organisation_id" uuid,
	"key_ids" jsonb NOT NULL,
	"number_hash" text,
	"chat_hash" text,
	CONSTRAINT "erasure_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "retention_record" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"class" text NOT NULL,
	"organisation_id" uuid,
	"day" date NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "retention_record_one" UNIQUE NULLS NOT DISTINCT("class","organisation_id","day")
);
--> statement-breakpoint
CREATE TABLE "retention_turn" (
	"id" smallint PRIMARY KEY NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "check_in" ADD COLUMN "background" jsonb;--> statement-breakpoint
ALTER TABLE "check_in" ADD COLUMN "answered_with_help" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "tapped_wrong_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "joined_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "consent_look_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "silent_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "seq" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "age" integer;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "given_by" text DEFAULT 'alumnus' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "channel" text DEFAULT 'telegram' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "recorded_by" uuid;--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "made_by" uuid;--> statement-breakpoint
ALTER TABLE "linking" ADD COLUMN "language_hint" text;--> statement-breakpoint
ALTER TABLE "linking" ADD COLUMN "text_version" text;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "import_mapping" jsonb;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "retention" jsonb;--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_set_by_check_in_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."check_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_asked_in_check_in_id_fk" FOREIGN KEY ("asked_in") REFERENCES "public"."check_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_parent" ADD CONSTRAINT "consent_parent_consent_id_consent_id_fk" FOREIGN KEY ("consent_id") REFERENCES "public"."consent"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_check" ADD CONSTRAINT "identity_check_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_linking_id_linking_id_fk" FOREIGN KEY ("linking_id") REFERENCES "public"."linking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unlinking" ADD CONSTRAINT "unlinking_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_record" ADD CONSTRAINT "retention_record_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "watch_waiting" ON "watch" USING btree ("alumnus_id","occasion") WHERE "watch"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "watch_due" ON "watch" USING btree ("due_at") WHERE "watch"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "identity_check_alumnus" ON "identity_check" USING btree ("alumnus_id");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_check_open" ON "identity_check" USING btree ("alumnus_id") WHERE "identity_check"."outcome" is null;--> statement-breakpoint
CREATE INDEX "offer_alumnus" ON "offer" USING btree ("alumnus_id");--> statement-breakpoint
CREATE INDEX "unlinking_alumnus" ON "unlinking" USING btree ("alumnus_id");--> statement-breakpoint
CREATE INDEX "consent_alumnus" ON "consent" USING btree ("alumnus_id");