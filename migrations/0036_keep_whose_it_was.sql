ALTER TABLE "check_in" ADD COLUMN "case_worker_id" uuid;--> statement-breakpoint
-- Of the check-ins so far nobody wrote down whose they were: those of today's case worker.
UPDATE "check_in" SET "case_worker_id" = a."case_worker_id" FROM "alumnus" a WHERE a."id" = "check_in"."alumnus_id";--> statement-breakpoint
ALTER TABLE "check_in" ALTER COLUMN "case_worker_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_case_worker_id_case_worker_id_fk" FOREIGN KEY ("case_worker_id") REFERENCES "public"."case_worker"("id") ON DELETE no action ON UPDATE no action;
