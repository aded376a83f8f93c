CREATE TABLE "talk_copy_part" (
	"chat_id" bigint NOT NULL,
	"message_id" bigint NOT NULL,
	"talk_message_id" uuid NOT NULL,
	CONSTRAINT "talk_copy_part_chat_id_message_id_pk" PRIMARY KEY("chat_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "told_album" text;--> statement-breakpoint
ALTER TABLE "talk" ADD COLUMN "unfit" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "talk_message" ADD COLUMN "translations" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "talk_copy_part" ADD CONSTRAINT "talk_copy_part_talk_message_id_talk_message_id_fk" FOREIGN KEY ("talk_message_id") REFERENCES "public"."talk_message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "talk_copy_part_message" ON "talk_copy_part" USING btree ("talk_message_id");