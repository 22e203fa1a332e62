"""Finding a page by any spelling of a word: kana, kanji, Latin, full or half width."""
