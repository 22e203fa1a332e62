"""Three sides of sharing: the patient's, a visitor's in the room, a reader's with an account."""
