"""A forum's page on another origin, with the protocol on it and the widget in it."""
