"""Lists of names: for a lower-case word, which lists it stands in.

They are left as they were written, one line a word: bits, a space, the word, in the order of the words. Looked up is
by halving: a new word takes some microseconds once, a dictionary of all would take a third of the start and 10 MB.
"""

from collections.abc import Iterator, Mapping


class Names(Mapping[str, int]):
    """Words of lists with their bits; `lines` is what was written, in UTF-8."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    def __getitem__(self, word: str) -> int:
        if not (bits := self._bits(word.encode("utf-8", "surrogatepass"))):
            raise KeyError(word)
        return bits

    def __iter__(self) -> Iterator[str]:
        return (line.partition(" ")[2] for line in self._lines.decode().splitlines())

    def __len__(self) -> int:
        return self._lines.count(b"\n")

    def _bits(self, word: bytes) -> int:
        """The bits of `word`, 0 when it stands in no list."""
        lines = self._lines
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = lines.find(b"\n", start, high)
            bits, _, at = lines[start:end].partition(b" ")
            if at == word:
                return int(bits)
            if at < word:
                low = end + 1
            else:
                high = start
        return 0
