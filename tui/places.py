"""Where an officer is and was: places to go back to, and forward again."""

from dataclasses import dataclass, field

from casework.pages.page import Target

_MOST = 50


@dataclass(slots=True)
class Place:
    """A view, what it shows, and where the cursor stood."""

    target: Target
    cursor: int = 0


@dataclass(slots=True)
class Places:
    """The way an officer came. `now` is None before the first view."""

    now: Place | None = None
    _behind: list[Place] = field(default_factory=list)
    _ahead: list[Place] = field(default_factory=list)

    def go(self, target: Target) -> Place:
        """Go to a place; what lay ahead is forgotten. Going where one is, is no step."""
        if self.now is not None and self.now.target == target:
            return self.now
        if self.now is not None:
            self._behind = [*self._behind, self.now][-_MOST:]
        self._ahead.clear()
        self.now = Place(target)
        return self.now

    def back(self) -> Place | None:
        """Go back; None where there is nothing behind."""
        if not self._behind or self.now is None:
            return None
        self._ahead.append(self.now)
        self.now = self._behind.pop()
        return self.now

    def forward(self) -> Place | None:
        """Go forward again; None where there is nothing ahead."""
        if not self._ahead or self.now is None:
            return None
        self._behind.append(self.now)
        self.now = self._ahead.pop()
        return self.now

    def forget(self, target: Target) -> None:
        """Forget a place that is no more, such as a form that was recorded."""
        self._behind = [place for place in self._behind if place.target != target]
        self._ahead = [place for place in self._ahead if place.target != target]
