"""How high each paragraph is, and what stands at a height: sums that stay right while single heights change."""

from collections.abc import Sequence


class Heights:
    """Heights in pixels, with their sums in a Fenwick tree: asking and changing take some steps, never all."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        self._tree = [0, *heights]
        for at in range(1, len(self._tree)):
            above = at + (at & -at)
            if above < len(self._tree):
                self._tree[above] += self._tree[at]
        self.total = sum(heights)
        self._top = 1 << (len(heights).bit_length() - 1) if heights else 0

    def __getitem__(self, number: int) -> int:
        return self._heights[number]

    def change(self, number: int, height: int) -> int:
        """Set one height; by how much it grew."""
        grown = height - self._heights[number]
        if grown:
            self._heights[number] = height
            self.total += grown
            at = number + 1
            while at < len(self._tree):
                self._tree[at] += grown
                at += at & -at
        return grown

    def above(self, number: int) -> int:
        """The sum of the heights before one."""
        total = 0
        while number:
            total += self._tree[number]
            number &= number - 1
        return total

    def at(self, height: int) -> int:
        """Which one stands at a height; the first or the last for what is outside."""
        if not self._heights:
            return -1
        number, step, left = 0, self._top, height
        while step:
            following = number + step
            if following < len(self._tree) and self._tree[following] <= left:
                number, left = following, left - self._tree[following]
            step >>= 1
        return min(number, len(self._heights) - 1)
