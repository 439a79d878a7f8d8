"""A city made up for measuring: believable Korean ideas, members, recommendations and comments in any number."""
