"""The desk: the open case that all pages share, its survey, and the pages that were made already."""

from __future__ import annotations

import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from ..flow.decided import Standing, standing
from ..flow.refer import case_to_read
from ..flow.survey import Survey, survey
from ..model.errors import CaseFault
from ..settings import Settings
from ..store import looking
from ..store.looking import State
from .surveying import surveyed

#: Figures up to which a survey is made while the reader waits: it takes less than a second.
SMALL = 3_000
#: Seconds for which the state of the case is not asked again.
FRESH = 0.2
#: Pages that are kept, and the largest that is; and searches.
KEPT, LARGEST, SEARCHES = 400, 400_000, 1_000


class NotReady(Exception):
    """The case is being looked through for the first time."""


class Searches:
    """The words that were looked for since the pages were opened, by a number drawn at random."""

    def __init__(self) -> None:
        self._words: OrderedDict[str, str] = OrderedDict()

    def keep(self, words: str) -> str:
        """Keep these words; their number."""
        number = secrets.token_hex(6)
        self._words[number] = words
        while len(self._words) > SEARCHES:
            self._words.popitem(last=False)
        return number

    def words(self, number: str) -> str | None:
        return self._words.get(number)


@dataclass
class Desk:
    """One case, opened to read. What changes it opens it anew, by `where`."""

    where: str
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        self.case = case_to_read(self.where)
        self.searches = Searches()
        self._survey: Survey | None = None
        self._guard, self._working = Lock(), Lock()
        self._state: tuple[float, State] = (0.0, State("", "", ""))
        self._stands: tuple[str, Standing] | None = None
        self._pages: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._failed: CaseFault | None = None

    @property
    def name(self) -> str:
        """The case by its file name; of a database, what is left of its address without a user and a password."""
        return self.where.rpartition("/")[2].rpartition("@")[2].removesuffix(".cenotaph")

    def state(self) -> State:
        """The state of the case, a moment old at most."""
        at, known = self._state
        if time.monotonic() - at > FRESH:
            known = looking.state(self.case)
            self._state = (time.monotonic(), known)
        return known

    def changed(self) -> None:
        """Something was decided just now: ask the case anew."""
        self._state = (0.0, State("", "", ""))

    def survey(self) -> Survey:
        """The survey of the case, of a moment ago where a newer one is being made; NotReady while there is none at all."""
        known, now = self._survey, self.state()
        if known is not None and known.settled == now.settled:
            return known
        if self._failed is not None:
            failed, self._failed = self._failed, None
            raise failed
        if looking.size(self.case) <= SMALL:
            with self._guard:
                if self._survey is None or self._survey.settled != looking.state(self.case).settled:
                    self._survey = survey(self.case)
                return self._survey
        self._begin()
        if known is None:
            raise NotReady
        return known

    @property
    def behind(self) -> bool:
        """Whether the survey is of an earlier state of the case."""
        return self._survey is not None and self._survey.settled != self.state().settled

    def stands(self) -> Standing:
        """The decisions that stand now."""
        now = self.state().decided
        if self._stands is None or self._stands[0] != now:
            self._stands = (now, standing(self.case))
        return self._stands[1]

    def page(self, key: tuple[object, ...], make: Callable[[], str]) -> bytes:
        """A page as it was made before for this state of the case, or made now."""
        whole = (*key, self.state(), self._survey.settled if self._survey is not None else None)
        with self._guard:
            if whole in self._pages:
                self._pages.move_to_end(whole)
                return self._pages[whole]
        made = make().encode("utf-8", "replace")
        if len(made) <= LARGEST:
            with self._guard:
                self._pages[whole] = made
                while len(self._pages) > KEPT:
                    self._pages.popitem(last=False)
        return made

    def close(self) -> None:
        self.case.close()

    def _begin(self) -> None:
        if self._working.acquire(blocking=False):
            Thread(target=self._work, name="survey", daemon=True).start()

    def _work(self) -> None:
        try:
            self._survey = surveyed(self.where)
        except CaseFault as fault:
            self._failed = fault
        except Exception as fault:
            logging.getLogger("cenotaph.web").exception("the survey failed")
            self._failed = CaseFault(f"the case could not be looked through ({fault})", cure="Run `cenotaph verify` on it.")
        finally:
            self._working.release()
