CREATE TABLE "asker" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"details" "bytea" NOT NULL,
	"chat_id" bigint,
	"case_worker_id" uuid NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "asker_number" UNIQUE("organisation_id","number"),
	CONSTRAINT "asker_chat" UNIQUE("chat_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
-- The release before this one goes on writing alumni: who is a person is kept by the database. Making the trigger waits for whoever
-- writes an alumnus just now.
CREATE FUNCTION "note_person"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "person" ("id", "kind") VALUES (NEW."id", TG_ARGV[0]) ON CONFLICT DO NOTHING;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "alumnus_is_person" BEFORE INSERT ON "alumnus" FOR EACH ROW EXECUTE FUNCTION "note_person"('alumnus');
--> statement-breakpoint
CREATE TRIGGER "asker_is_person" BEFORE INSERT ON "asker" FOR EACH ROW EXECUTE FUNCTION "note_person"('asker');
--> statement-breakpoint
INSERT INTO "person" ("id", "kind") SELECT "id", 'alumnus' FROM "alumnus";
--> statement-breakpoint
ALTER TABLE "own_words" DROP CONSTRAINT "own_words_alumnus_id_alumnus_id_fk";
--> statement-breakpoint
ALTER TABLE "signal" DROP CONSTRAINT "signal_alumnus_id_alumnus_id_fk";
--> statement-breakpoint
ALTER TABLE "contact_record" DROP CONSTRAINT "contact_record_alumnus_id_alumnus_id_fk";
--> statement-breakpoint
ALTER TABLE "escalation" DROP CONSTRAINT "escalation_alumnus_id_alumnus_id_fk";
--> statement-breakpoint
ALTER TABLE "talk" DROP CONSTRAINT "talk_alumnus_id_alumnus_id_fk";
--> statement-breakpoint
ALTER TABLE "asker" ADD CONSTRAINT "asker_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asker" ADD CONSTRAINT "asker_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_words" ADD CONSTRAINT "own_words_alumnus_id_person_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signal" ADD CONSTRAINT "signal_alumnus_id_person_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_record" ADD CONSTRAINT "contact_record_alumnus_id_person_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_alumnus_id_person_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk" ADD CONSTRAINT "talk_alumnus_id_person_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;