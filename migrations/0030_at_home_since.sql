ALTER TABLE "alumnus" ADD COLUMN "at_home_since" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "alumnus" SET "at_home_since" = "situation_since" WHERE "situation" IN ('at_home', 'job_seeking');
