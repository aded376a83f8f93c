-- Words that the robot passed on went by Telegram; everything else that was noted until now was most likely a call.
UPDATE "contact_record" SET "channel" = 'telegram' WHERE "result" = 'messaged';
