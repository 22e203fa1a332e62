"""What the engine knows about many patients at once."""
