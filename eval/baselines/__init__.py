"""Neighbours in the same harness: what everyone copies, one leg alone, and ours without its judge."""
