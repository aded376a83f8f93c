ALTER TABLE "alumnus" ADD COLUMN "own_time" jsonb;--> statement-breakpoint
ALTER TABLE "alumnus" ADD COLUMN "rhythm" text DEFAULT 'planned' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "works_on_holidays" jsonb;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "message_hours" jsonb;