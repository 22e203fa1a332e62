"""What a comment may consist of."""
