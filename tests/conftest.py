"""What every test may rely on."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# In CI the same examples every time: a submission is judged by its change, not by a draw. At a desk they are
# drawn anew, and what they find becomes an example of its own. No deadline: no test asserts a time.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
