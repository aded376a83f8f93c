ALTER TABLE "contact_record" ADD COLUMN "seq" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_record" ADD COLUMN "channel" text DEFAULT 'phone' NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_record" ADD COLUMN "direction" text DEFAULT 'out' NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_record" ADD COLUMN "minutes" integer;--> statement-breakpoint
ALTER TABLE "contact_record" ADD COLUMN "themes" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_record" ADD COLUMN "note" "bytea";--> statement-breakpoint
ALTER TABLE "contact_record" ADD COLUMN "noted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "contact_record" ADD COLUMN "shown_id" uuid;--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "case_worker_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "case_worker" ADD COLUMN "fte_hundredths" integer;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "caseload_norm" integer;--> statement-breakpoint
CREATE INDEX "contact_record_alumnus" ON "contact_record" USING btree ("alumnus_id","at");--> statement-breakpoint
CREATE INDEX "contact_record_worker" ON "contact_record" USING btree ("case_worker_id","at");