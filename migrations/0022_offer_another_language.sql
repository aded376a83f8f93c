ALTER TABLE "chat" ADD COLUMN "languages_offered" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "reads_none_since" timestamp (3) with time zone;