"""What was checked, and what was found wrong."""
from __future__ import annotations


class Checks:
    def __init__(self) -> None:
        self.passed = 0
        self.skipped: list[str] = []
        self.failures: list[str] = []

    def expect(self, sentence: str, holds: bool, found: object = "") -> bool:
        """A sentence that must hold; `found` is shown when it does not."""
        if holds:
            self.passed += 1
            print(f"  ok      {sentence}", flush=True)
        else:
            self.failures.append(sentence)
            print(f"  FAILED  {sentence}: {found}", flush=True)
        return holds

    def skip(self, sentence: str, reason: str) -> None:
        self.skipped.append(sentence)
        print(f"  skipped {sentence}: {reason}", flush=True)

    def end(self) -> int:
        print(f"clients: {self.passed} passed, {len(self.failures)} failed, {len(self.skipped)} skipped")
        for sentence in self.failures:
            print(f"clients: failed: {sentence}")
        return 1 if self.failures else 0
