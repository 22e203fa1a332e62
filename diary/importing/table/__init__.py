"""Tables of other diaries: the patient says what each column is."""
