"""The speech a text quotes or reports: where it stands, which mention it is attributed to, and who that is."""
