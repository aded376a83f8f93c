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
ALTER TABLE "alumnus" ADD COLUMN "joined_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "consent_look_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "silent_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "seq" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "age" integer;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "given_by" text DEFAULT 'alumnus' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "channel" text DEFAULT 'telegram' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "recorded_by" uuid;--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "made_by" uuid;--> statement-breakpoint
ALTER TABLE "linking" ADD COLUMN "language_hint" text;--> statement-breakpoint
ALTER TABLE "linking" ADD COLUMN "text_version" text;--> statement-breakpoint
ALTER TABLE "consent_parent" ADD CONSTRAINT "consent_parent_consent_id_consent_id_fk" FOREIGN KEY ("consent_id") REFERENCES "public"."consent"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_check" ADD CONSTRAINT "identity_check_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_linking_id_linking_id_fk" FOREIGN KEY ("linking_id") REFERENCES "public"."linking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unlinking" ADD CONSTRAINT "unlinking_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identity_check_alumnus" ON "identity_check" USING btree ("alumnus_id");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_check_open" ON "identity_check" USING btree ("alumnus_id") WHERE "identity_check"."outcome" is null;--> statement-breakpoint
CREATE INDEX "offer_alumnus" ON "offer" USING btree ("alumnus_id");--> statement-breakpoint
CREATE INDEX "unlinking_alumnus" ON "unlinking" USING btree ("alumnus_id");--> statement-breakpoint
CREATE INDEX "consent_alumnus" ON "consent" USING btree ("alumnus_id");