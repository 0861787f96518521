"""Why PySide6 has an upper bound: 6.12.0 takes one reference to None too many with each call that returns it.

Before Python 3.12, where None became immortal, the process dies after some thousand calls.
"""

import subprocess
import sys

CALLS = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range(1000):
    thing.setObjectName("name")
print(before - sys.getrefcount(None))
"""


def test_calls_that_return_none_leave_none_alone() -> None:
    ran = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=60, check=True)
    assert int(ran.stdout) < 500, "this PySide6 ends Python 3.11 sooner or later"
