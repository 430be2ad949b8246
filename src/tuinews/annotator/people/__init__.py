"""The people a text names: every mention by name, tied to a person, with the role the text prints."""
