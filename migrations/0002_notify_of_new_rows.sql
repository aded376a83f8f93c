-- Whoever works on the inbox or the outbox wakes up when a row was committed, on every instance; nobody has to remember to tell them.
CREATE FUNCTION notify_of_new_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify(TG_TABLE_NAME, '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER inbox_notify AFTER INSERT ON "inbox" FOR EACH STATEMENT EXECUTE FUNCTION notify_of_new_rows();
--> statement-breakpoint
CREATE TRIGGER outbox_notify AFTER INSERT ON "outbox" FOR EACH STATEMENT EXECUTE FUNCTION notify_of_new_rows();
--> statement-breakpoint
CREATE TRIGGER data_key_notify AFTER UPDATE ON "data_key" FOR EACH STATEMENT EXECUTE FUNCTION notify_of_new_rows();
