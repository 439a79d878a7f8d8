"""A city that never was, so that a fresh installation shows a living site. Every name and text in it is made up."""
