ALTER TABLE "chat" ADD COLUMN "held_words" jsonb;--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "last_album" text;--> statement-breakpoint
ALTER TABLE "talk" ADD COLUMN "told_language_at" timestamp (3) with time zone;