DROP INDEX "outbox_due";--> statement-breakpoint
DROP INDEX "outbox_message";--> statement-breakpoint
CREATE INDEX "outbox_message" ON "outbox" USING btree ("chat_id","message_id") WHERE "outbox"."message_id" is not null;