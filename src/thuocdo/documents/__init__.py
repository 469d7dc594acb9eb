"""Official documents and structures: a plan on paper becomes tasks, targets and facts, each with its place.

``read_plan`` takes the bytes of a file and answers with a :class:`~thuocdo.documents.plan.Plan`; ``to_json`` writes it
in the form of ``docs/formats.md``. How it reads is told in ``docs/methods/reading-plans.md``.
"""

from thuocdo.documents.opening import read_plan
from thuocdo.documents.plan import Plan
from thuocdo.documents.reader import read_text
from thuocdo.documents.writing import as_mapping, to_json

__all__ = ["Plan", "as_mapping", "read_plan", "read_text", "to_json"]
