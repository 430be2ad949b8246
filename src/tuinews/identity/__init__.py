"""Who is who across articles: which names can be one person's, and what speaks for it and against it; pure functions."""
