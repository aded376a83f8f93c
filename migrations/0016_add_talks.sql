CREATE TABLE "talk" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"waiting_since" timestamp (3) with time zone,
	"at_hand" boolean NOT NULL,
	"told_later_at" timestamp (3) with time zone,
	"asked_to_end_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended_because" text
);
--> statement-breakpoint
CREATE TABLE "talk_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"talk_id" uuid NOT NULL,
	"seq" bigserial NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"case_worker_id" uuid,
	"chat_id" bigint,
	"message_id" bigint,
	"words_id" uuid,
	"body" "bytea",
	"copies" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"copy_chat_id" bigint,
	"copy_message_id" bigint,
	"outcome" text,
	"to_translate" boolean DEFAULT false NOT NULL,
	"changed_at" timestamp (3) with time zone,
	"taken_back_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "talk_note" (
	"id" uuid PRIMARY KEY NOT NULL,
	"talk_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	"body" "bytea" NOT NULL,
	"asked_id" uuid,
	"answer" "bytea",
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "photos" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "talk" ADD CONSTRAINT "talk_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk" ADD CONSTRAINT "talk_owner_id_case_worker_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_message" ADD CONSTRAINT "talk_message_talk_id_talk_id_fk" FOREIGN KEY ("talk_id") REFERENCES "public"."talk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_message" ADD CONSTRAINT "talk_message_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_message" ADD CONSTRAINT "talk_message_words_id_own_words_id_fk" FOREIGN KEY ("words_id") REFERENCES "public"."own_words"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_note" ADD CONSTRAINT "talk_note_talk_id_talk_id_fk" FOREIGN KEY ("talk_id") REFERENCES "public"."talk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_note" ADD CONSTRAINT "talk_note_by_case_worker_id_fk" FOREIGN KEY ("by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_note" ADD CONSTRAINT "talk_note_asked_id_case_worker_id_fk" FOREIGN KEY ("asked_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "talk_running" ON "talk" USING btree ("alumnus_id") WHERE "talk"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "talk_owner" ON "talk" USING btree ("owner_id") WHERE "talk"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "talk_alumnus" ON "talk" USING btree ("alumnus_id","opened_at");--> statement-breakpoint
CREATE INDEX "talk_message_talk" ON "talk_message" USING btree ("talk_id","seq");--> statement-breakpoint
CREATE INDEX "talk_message_source" ON "talk_message" USING btree ("chat_id","message_id");--> statement-breakpoint
CREATE INDEX "talk_message_copy" ON "talk_message" USING btree ("copy_chat_id","copy_message_id");--> statement-breakpoint
CREATE INDEX "talk_message_words" ON "talk_message" USING btree ("words_id");--> statement-breakpoint
CREATE INDEX "talk_message_translate" ON "talk_message" USING btree ("seq") WHERE "talk_message"."to_translate";--> statement-breakpoint
CREATE INDEX "talk_note_talk" ON "talk_note" USING btree ("talk_id","at");