CREATE TABLE "directory_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"municipality" text NOT NULL,
	"name" text NOT NULL,
	"what" jsonb NOT NULL,
	"phone" text,
	"url" text,
	"place" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "knowledge_approver" (
	"organisation_id" uuid NOT NULL,
	"case_worker_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "knowledge_approver_once" UNIQUE("organisation_id","case_worker_id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"organisation_id" uuid NOT NULL,
	"item_id" text NOT NULL,
	"kind" text NOT NULL,
	"content" jsonb,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision" text
);
--> statement-breakpoint
CREATE TABLE "knowledge_wish" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"language" text NOT NULL,
	"words" text NOT NULL,
	"item_id" text,
	"wished_by" uuid NOT NULL,
	"wished_at" timestamp (3) with time zone NOT NULL,
	"taken_by" uuid,
	"taken_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "question" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"language" text NOT NULL,
	"outcome" text NOT NULL,
	"topic" text,
	"item_id" text,
	"body" "bytea",
	"message_id" bigint NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"words_id" uuid
);
--> statement-breakpoint
CREATE TABLE "tie" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asker_id" uuid NOT NULL,
	"alumnus_id" uuid NOT NULL,
	"tied_by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tie_once" UNIQUE("asker_id","alumnus_id")
);
--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "ask_code" text;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "answerer_id" uuid;--> statement-breakpoint
ALTER TABLE "directory_entry" ADD CONSTRAINT "directory_entry_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_approver" ADD CONSTRAINT "knowledge_approver_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_approver" ADD CONSTRAINT "knowledge_approver_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_entry" ADD CONSTRAINT "knowledge_entry_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_entry" ADD CONSTRAINT "knowledge_entry_proposed_by_case_worker_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_entry" ADD CONSTRAINT "knowledge_entry_decided_by_case_worker_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_wish" ADD CONSTRAINT "knowledge_wish_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_wish" ADD CONSTRAINT "knowledge_wish_wished_by_case_worker_id_fk" FOREIGN KEY ("wished_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_wish" ADD CONSTRAINT "knowledge_wish_taken_by_case_worker_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question" ADD CONSTRAINT "question_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question" ADD CONSTRAINT "question_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question" ADD CONSTRAINT "question_words_id_own_words_id_fk" FOREIGN KEY ("words_id") REFERENCES "public"."own_words"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tie" ADD CONSTRAINT "tie_asker_id_asker_id_fk" FOREIGN KEY ("asker_id") REFERENCES "public"."asker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tie" ADD CONSTRAINT "tie_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tie" ADD CONSTRAINT "tie_tied_by_case_worker_id_fk" FOREIGN KEY ("tied_by") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "directory_entry_organisation" ON "directory_entry" USING btree ("organisation_id","municipality");--> statement-breakpoint
CREATE INDEX "knowledge_entry_organisation" ON "knowledge_entry" USING btree ("organisation_id","item_id","seq");--> statement-breakpoint
CREATE INDEX "knowledge_wish_organisation" ON "knowledge_wish" USING btree ("organisation_id","wished_at");--> statement-breakpoint
CREATE INDEX "question_person" ON "question" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "question_organisation" ON "question" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "question_body" ON "question" USING btree ("at") WHERE "question"."body" is not null;--> statement-breakpoint
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_askCode_unique" UNIQUE("ask_code");