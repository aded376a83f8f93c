CREATE TABLE "introduction" (
	"bot_id" bigint PRIMARY KEY NOT NULL,
	"mark" text NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "menu" text;--> statement-breakpoint
ALTER TABLE "talk" ADD COLUMN "written_down_at" timestamp (3) with time zone;