-- The line of the new messages goes along, so that only whoever works on it wakes up and looks.
CREATE FUNCTION notify_of_new_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', line) FROM (SELECT DISTINCT line FROM new_rows) AS lines;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER outbox_notify ON "outbox";
--> statement-breakpoint
CREATE TRIGGER outbox_notify AFTER INSERT ON "outbox" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_of_new_messages();
--> statement-breakpoint
-- The key that was destroyed goes along, and nobody hears of it when somebody looked for keys to destroy and found none.
CREATE FUNCTION notify_of_destroyed_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('data_key', NEW.id::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER data_key_notify ON "data_key";
--> statement-breakpoint
CREATE TRIGGER data_key_notify AFTER UPDATE ON "data_key" FOR EACH ROW WHEN (OLD.wrapped IS NOT NULL AND NEW.wrapped IS NULL) EXECUTE FUNCTION notify_of_destroyed_key();
