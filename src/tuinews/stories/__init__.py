"""Stories: which articles tell of the same event, and why. Pure: it knows neither the archive nor the screen."""
