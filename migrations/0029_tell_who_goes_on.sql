ALTER TABLE "regime_record" ADD COLUMN "told_at" timestamp (3) with time zone;--> statement-breakpoint
-- Of whoever went on before this version nobody knows any more what they were told; they are not told months later.
UPDATE "regime_record" SET "told_at" = "at" WHERE "regime" = 'noneMboTakesOver';
