"""Labels out to a labelling tool and back into gold files: ``policyfacts label export`` and ``label import``.

    tables or gold files → tasks → a file of Label Studio, doccano or JSONL → tasks → checks → gold files

One module per format, each with `write` and `read`; docs/labelling.md says what a format can carry.
"""

from pipeline.labelling.checks import find_problems
from pipeline.labelling.formats import FORMATS, Format
from pipeline.labelling.gold import store
from pipeline.labelling.tasks import Task, as_predictions, gold_tasks, predicted_tasks, with_layers

__all__ = [
    "FORMATS",
    "Format",
    "Task",
    "as_predictions",
    "find_problems",
    "gold_tasks",
    "predicted_tasks",
    "store",
    "with_layers",
]
