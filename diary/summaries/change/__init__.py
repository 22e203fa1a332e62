"""Before and after each change of the plan: what was recorded, and how sure that is."""
