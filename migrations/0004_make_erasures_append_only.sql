-- The erasure ledger is never rewritten: whoever was erased stays erased, also after a restore (security.md 9).
CREATE TRIGGER erasure_append_only BEFORE UPDATE OR DELETE ON "erasure" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER erasure_no_truncate BEFORE TRUNCATE ON "erasure" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Every instance writes its own ledger file as soon as an erasure was committed, by whichever instance.
CREATE TRIGGER erasure_notify AFTER INSERT ON "erasure" FOR EACH STATEMENT EXECUTE FUNCTION notify_of_new_rows();
