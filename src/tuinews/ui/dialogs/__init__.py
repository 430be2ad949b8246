"""The windows that ask for something; each is imported when it is first needed."""
