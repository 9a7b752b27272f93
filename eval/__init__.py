"""Gold questions in, scores and a report out."""
