"""A question becomes hits, evidence, a draft and a verified answer."""
