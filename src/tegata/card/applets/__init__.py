"""What a card answers, as pure functions over its files: no clock, no chance, no keys of its own."""
