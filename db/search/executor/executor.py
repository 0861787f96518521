"""Evaluates a query tree, node by node, on all segments of a view.

Whoosh's classes of queries mean what they mean to Whoosh, and score as there, but for two differences: words that a
prefix, a pattern, a range or a misspelt word stands for have a constant score wherever the query says so (Whoosh
forgets that in small indexes), and all of them are used. A row of `Words`, which are ours, counts as one word.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from whoosh import query as tree
from whoosh.query.spans import SpanNear, SpanNear2

from db.refs import Ref
from db.search.arrays.columns import gathered
from db.search.arrays.layout import Array
from db.search.arrays.postings import Postings
from db.search.executor import expansion, narrowing, resembling, rows, scored, spans, words
from db.search.executor.expansion import stretch
from db.search.executor.found import Found
from db.search.executor.scored import Scored
from db.search.executor.scoring import Scorer, Scoring
from db.search.executor.view import View
from db.search.nodes import Alike, Among, Nearby, Words

ANYWHERE = ("title", "body")
"""The fields that words without a field are looked for in."""

_MOST_MASKS = 64

Parts = list[Scored]
"""What was found, segment by segment."""

Shows = Callable[[Ref, Words], bool]
"""Whether an object shows words with these very letters, which no index tells."""


class Executor:
    """Answers queries about one view; what it computed of fields stays for the next one."""

    def __init__(self, view: View, scoring: Scoring | None = None, shows: Shows = lambda *_: True) -> None:
        self.view = view
        self._shows = shows
        self.scorer = Scorer(view, scoring or Scoring())
        self._count = [segment.documents for segment in view.segments]
        self._masks: dict[Any, list[Array]] = {}  # of nodes that narrow a search down
        self._nodes: Mapping[Any, Callable[[Any], Parts]] = {
            Words: self._words,
            Nearby: self._nearby,
            Alike: self._alike,
            **dict.fromkeys(narrowing.KINDS, self._narrowed),
            tree.Term: self._term,
            tree.And: self._and,
            tree.Or: self._or,
            tree.DisjunctionMax: self._highest,
            tree.Not: self._not,
            tree.AndNot: self._binary(scored.without),
            tree.Require: self._binary(scored.within),
            tree.AndMaybe: self._binary(scored.maybe),
            tree.ConstantScoreQuery: self._constant,
            tree.Every: self._every,
            tree.Phrase: self._phrase,
            SpanNear: self._near,
            SpanNear2: self._near,
            tree.NumericRange: self._numbers,
            tree.DateRange: self._numbers,
            **dict.fromkeys((tree.Prefix, tree.Wildcard, tree.Regex, tree.TermRange, tree.FuzzyTerm), self._expanded),
        }

    def search(self, node: Any) -> Found:
        """What a query tree finds; nothing for None."""
        parts = self._nothing() if node is None else self.run(node)
        masks = self.view.alive
        return Found(
            self.view, [part if mask is None else part.where(mask) for part, mask in zip(parts, masks, strict=True)]
        )

    def run(self, node: Any) -> Parts:
        """The same with the documents that are gone, segment by segment."""
        if isinstance(node, type(tree.NullQuery)):
            return self._nothing()
        known = self._nodes.get(type(node))
        if known is None or (type(node) is tree.Or and (node.scale or node.minmatch)):
            from db.search.executor.matchers import by_matchers

            return by_matchers(self, node)
        return known(node)

    def places(self, node: Any, segment: int, document: int) -> dict[Words, dict[str, Array]]:
        """Where in a document each of the words of a query stands, by field; places count as the index does."""
        found: dict[Words, dict[str, Array]] = {}
        for leaf in words.leaves(node):
            for field in (leaf.fieldname,) if leaf.fieldname else ANYWHERE:
                at = words.places(self.view.segments[segment].postings(field), leaf, document)
                if len(at):
                    found.setdefault(leaf, {})[field] = at
        return found

    # --- words ------------------------------------------------------------------------------------

    def _words(self, node: Words) -> Parts:
        fields = (node.fieldname,) if node.fieldname else ANYWHERE
        by_field = [self._one_field(node, field) for field in fields]
        found = [scored.either(parts, n) for *parts, n in zip(*by_field, self._count, strict=True)]
        return [self._shown(number, part, node) for number, part in enumerate(found)] if node.letters else found

    def _shown(self, segment: int, part: Scored, node: Words) -> Scored:
        """Those that show these very letters."""
        alive = self.view.alive[segment]
        mask = np.zeros(self._count[segment], np.bool_)
        for document in part.documents.tolist():
            mask[document] = (alive is None or alive[document]) and self._shows(self.view.ref(segment, document), node)
        return part.where(mask)

    def _nearby(self, node: Nearby) -> Parts:
        fields = (node.one.fieldname,) if node.one.fieldname else ANYWHERE
        by_field = []
        for field in fields:
            all_of = self.view.postings(field)
            found = [rows.documents_of(words.near(postings, node)) for postings in all_of]
            worth = self.scorer.rarity(sum(len(documents) for documents, _ in found))
            by_field.append([self.scorer.score(n, field, *counts, worth) for n, counts in enumerate(found)])
        return [scored.either(parts, n) for *parts, n in zip(*by_field, self._count, strict=True)]

    def _narrowed(self, node: Any) -> Parts:
        masks = (narrowing.mask(segment, node) for segment in self.view.segments)
        return [scored.constant(np.flatnonzero(mask), 0.0) for mask in masks]

    def _alike(self, node: Alike) -> Parts:
        parts = [self._words(Words(None, (word,))) for word, _ in node.words]
        worths = [worth for _, worth in node.words]
        found = [
            resembling.enough([part[n] for part in parts], worths, count, node.least)
            for n, count in enumerate(self._count)
        ]
        if node.but is None:
            return found
        itself = self._narrowed(Among(frozenset((node.but,))))
        return [scored.without(*parts) for parts in zip(found, itself, self._count, strict=True)]

    def _one_field(self, node: Words, field: str) -> Parts:
        found = [words.counts(postings, node) for postings in self.view.postings(field)]
        worth = self.scorer.rarity(sum(len(documents) for documents, _ in found))
        return [self.scorer.score(n, field, *counts, worth) for n, counts in enumerate(found)]

    def _term(self, node: Any) -> Parts:
        numbers = [stretch(postings.lexicon, node) or (0, 0) for postings in self.view.postings(node.fieldname)]
        return self._scored(node.fieldname, numbers, node.boost)

    def _scored(self, field: str, numbers: Sequence[tuple[int, int]], boost: float) -> Parts:
        all_of = self.view.postings(field)
        found = [rows.counts(postings, *found) for postings, found in zip(all_of, numbers, strict=True)]
        worth = self.scorer.rarity(sum(len(documents) for documents, _ in found)) * boost
        return [self.scorer.score(n, field, *counts, worth) for n, counts in enumerate(found)]

    def _expanded(self, node: Any) -> Parts:
        if node.constantscore:
            return [scored.constant(self._any_of(postings, node), node.boost) for postings in self._postings(node)]
        scale: dict[bytes, int] = {}
        for postings in self._postings(node):
            for number in expansion.words(postings.lexicon, node).tolist():
                word = postings.lexicon.word(number)
                scale[word] = scale.get(word, 0) + postings.frequency(number)
        parts: list[list[Scored]] = [[] for _ in self._count]
        for word, frequency in scale.items():
            worth = self.scorer.rarity(frequency) * node.boost
            for n, postings in enumerate(self._postings(node)):
                number = postings.lexicon.find(word)
                if number >= 0:
                    parts[n].append(
                        self.scorer.score(n, node.fieldname, *rows.counts(postings, number, number + 1), worth)
                    )
        return [scored.either(part, count) for part, count in zip(parts, self._count, strict=True)]

    def _any_of(self, postings: Postings, node: Any) -> Array:
        """The documents that have any of the words of a node, in rising order."""
        mask = np.zeros(postings.documents, np.bool_)
        found = stretch(postings.lexicon, node)
        if found is not None:
            mask[postings.numbers(*postings.range(*found))] = True
        else:
            numbers = expansion.words(postings.lexicon, node)
            starts = postings.starts.astype(np.int64)
            there = gathered(starts[numbers], starts[numbers + 1] - starts[numbers]) if len(numbers) else numbers
            mask[postings.numbers(0, postings.size[0])[there]] = True
        return np.flatnonzero(mask)

    def _postings(self, node: Any) -> list[Postings]:
        return self.view.postings(node.fieldname)

    # --- places -----------------------------------------------------------------------------------

    def _phrase(self, node: Any) -> Parts:
        terms = [tree.Term(node.fieldname, word) for word in node.words]
        if not terms:
            return self._nothing()
        found = self._all([self._term(term) for term in terms])
        if len(terms) == 1:
            return [part.times(node.boost) for part in found]
        kept = []
        for part, postings in zip(found, self._postings(node), strict=True):
            at = [spans.places(postings, term, part.documents) for term in terms] if len(part) else [rows.NONE]
            kept.append(spans.only(part, spans.chained(at, 1, node.slop)).times(node.boost))
        return kept

    def _near(self, node: Any) -> Parts:
        children = [node.a, node.b] if type(node) is SpanNear else list(node.qs)
        fields = {child.field() for child in children}
        if len(fields) > 1 or not all(map(spans.has_places, children)) or (len(children) > 2 and not node.ordered):
            from db.search.executor.matchers import by_matchers

            return by_matchers(self, node)
        found = self._all([self.run(child) for child in children])
        kept = []
        for part, postings in zip(found, self.view.postings(fields.pop()), strict=True):
            at = [spans.places(postings, child, part.documents) for child in children] if len(part) else [rows.NONE]
            if node.ordered or len(at) < 2:
                reached = spans.chained(at, node.mindist, node.slop)
            else:
                reached = rows.near(at[0], at[1], node.mindist, node.slop)
            kept.append(spans.only(part, reached))
        return kept

    # --- sets -------------------------------------------------------------------------------------

    def _and(self, node: Any) -> Parts:
        children = list(node.children())
        wanted = [child for child in children if type(child) is not tree.Not]
        if not wanted:
            return [part.times(node.boost) for part in self._all([self.run(child) for child in children])]
        narrow = [child for child in wanted if self._narrows(child)]
        scoring = [child for child in wanted if child not in narrow] or [narrow.pop()]
        found = self._all([self.run(child) for child in scoring])
        for child in narrow:
            found = self._within(found, child)
        for child in children:
            if type(child) is tree.Not:
                excluded = self.run(child.query)
                found = [scored.without(*parts) for parts in zip(found, excluded, self._count, strict=True)]
                worth = self.scorer.scoring.excluded
                found = [Scored(part.documents, part.scores + np.float32(worth)) for part in found]
        return [part.times(node.boost) for part in found]

    def _narrows(self, node: Any) -> bool:
        """Whether a node scores all that it finds alike, and may be asked for again and again."""
        if isinstance(node, Words):
            return node.fieldname is not None and not self.scorer.scoring.boost(node.fieldname)
        return type(node) in (tree.NumericRange, tree.DateRange)

    def _within(self, found: Parts, node: Any) -> Parts:
        """What such a node finds as well; which documents those are is remembered."""
        masks = self._masks.get(node)
        if masks is None:
            if len(self._masks) >= _MOST_MASKS:
                self._masks.clear()
            masks = self._masks[node] = [
                part.mask(count) for part, count in zip(self.run(node), self._count, strict=True)
            ]
        worth = np.float32(0 if isinstance(node, Words) else node.boost)
        kept = [part.where(mask) for part, mask in zip(found, masks, strict=True)]
        return [Scored(part.documents, part.scores + worth) for part in kept] if worth else kept

    def _all(self, many: Sequence[Parts]) -> Parts:
        """What is in all; the shortest lists come first."""
        found = []
        for *parts, count in zip(*many, self._count, strict=True):
            parts.sort(key=len)
            one = parts[0]
            for other in parts[1:]:
                one = scored.both(one, other, count)
            found.append(one)
        return found

    def _or(self, node: Any) -> Parts:
        return [scored.either(*part).times(node.boost) for part in self._children(node)]

    def _highest(self, node: Any) -> Parts:
        return [scored.highest(*part, node.tiebreak).times(node.boost) for part in self._children(node)]

    def _children(self, node: Any) -> list[tuple[list[Scored], int]]:
        """Of each segment what all children find, and how many documents it has."""
        children = [self.run(child) for child in node.children()]
        return [([child[n] for child in children], count) for n, count in enumerate(self._count)]

    def _not(self, node: Any) -> Parts:
        worth = self.scorer.scoring.excluded
        everything = [scored.constant(np.arange(count), worth) for count in self._count]
        return [scored.without(*parts) for parts in zip(everything, self.run(node.query), self._count, strict=True)]

    def _binary(self, combine: Callable[[Scored, Scored, int], Scored]) -> Callable[[Any], Parts]:
        return lambda node: [
            combine(*parts) for parts in zip(self.run(node.a), self.run(node.b), self._count, strict=True)
        ]

    def _constant(self, node: Any) -> Parts:
        return [scored.constant(part.documents, node.score) for part in self.run(node.child)]

    def _every(self, node: Any) -> Parts:
        if node.fieldname is None:
            return [scored.constant(np.arange(count), node.boost) for count in self._count]
        filled = (np.flatnonzero(postings.lengths) for postings in self._postings(node))
        return [scored.constant(documents, node.boost) for documents in filled]

    def _numbers(self, node: Any) -> Parts:
        low, high = _ends(node)
        low = low if low is None else low + bool(node.startexcl)
        high = high if high is None else high - bool(node.endexcl)
        columns = (segment.numbers(node.fieldname) for segment in self.view.segments)
        return [scored.constant(np.flatnonzero(column.between(low, high)), node.boost) for column in columns]

    def _nothing(self) -> Parts:
        return [scored.nothing() for _ in self._count]


def _ends(node: Any) -> tuple[int | None, int | None]:
    """The ends of a range of numbers; a day is the number of its digits, as columns of dates have it."""
    if isinstance(node, tree.DateRange):
        return _day(node.startdate), _day(node.enddate)
    return node.start, node.end


def _day(date: datetime | None) -> int | None:
    return None if date is None else date.year * 10_000 + date.month * 100 + date.day
