UPDATE "chat" SET "held_words" = jsonb_build_array(jsonb_build_object(
  'words', "held_words" -> 'words', 'message', "held_words" -> 'question',
  'writtenAt', "held_words" -> 'until', 'until', "held_words" -> 'until'))
WHERE jsonb_typeof("held_words") = 'object';
