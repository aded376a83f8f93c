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
ALTER TABLE "alumnus" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "retention" jsonb;--> statement-breakpoint
ALTER TABLE "retention_record" ADD CONSTRAINT "retention_record_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;