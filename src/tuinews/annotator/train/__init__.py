"""Makes the model files of the annotator from annotated news: `python -m tuinews.annotator.train --corpora DIR`.

Each model is a module whose `build` takes a `Job`, writes its files into `job.out` and returns its figures; `registry`
lists the models in the order in which they need each other. The figures go into figures.json under the model's name and
into the model card, between `<!-- figures: NAME -->` and `<!-- end -->`. The same corpora give the same bytes. It needs
the extra `tuinews[train]`, imported inside functions only; nothing of it is imported when a text is annotated.
"""
