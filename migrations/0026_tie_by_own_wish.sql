CREATE TABLE "tie_link" (
	"alumnus_id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tie_link_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "tie" ALTER COLUMN "tied_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tie_link" ADD CONSTRAINT "tie_link_alumnus_id_alumnus_id_fk" FOREIGN KEY ("alumnus_id") REFERENCES "public"."alumnus"("id") ON DELETE no action ON UPDATE no action;