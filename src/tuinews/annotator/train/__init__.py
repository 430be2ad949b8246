"""Makes the model files of the annotator from annotated news: `python -m tuinews.annotator.train --corpora DIR`.

Each model is a module with a `build` function; `registry` lists them in the order in which they need each other. The
same corpora give the same bytes. Needs the extra `tuinews[train]`; nothing here is imported when a text is annotated.
"""
