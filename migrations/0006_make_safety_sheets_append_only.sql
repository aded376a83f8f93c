-- Who signed for which emergency numbers, and when, is never rewritten: a new sheet is a new row.
CREATE TRIGGER safety_sheet_append_only BEFORE UPDATE OR DELETE ON "safety_sheet" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER safety_sheet_no_truncate BEFORE TRUNCATE ON "safety_sheet" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
