-- The signal that opened the safety questions was handed to nobody: it belongs to the crisis that was raised in the same
-- moment, the last one of that person that was open by then.
UPDATE "signal" s SET "escalation_id" = (
  SELECT e."id" FROM "escalation" e
  WHERE e."alumnus_id" = s."alumnus_id" AND e."opened_at" <= s."at"
  ORDER BY e."opened_at" DESC
  LIMIT 1
)
WHERE s."rule" = 'safety' AND s."escalation_id" IS NULL;
