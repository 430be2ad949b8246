"""Who is who across articles: which names can be one person's, and what speaks for and against it; pure functions."""
