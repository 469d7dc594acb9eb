"""Writing jobs: asking for them and stopping them here; what workers do stands in ``claims``."""

from thuocdo.portal.jobs.services.asking import KEPT_FOR, enqueue, forget, forget_old, stop

__all__ = ["KEPT_FOR", "enqueue", "forget", "forget_old", "stop"]
