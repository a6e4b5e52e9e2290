"""How long do local statistics take, and does their cost grow with the sittings alone?

``python bench/statistics_bench.py [--sittings 1000 10000]``: fills a database of its own with the
scored sittings of 200 simulated people, as often as it takes, and counts them as the command does.
"""

import argparse
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy import insert  # noqa: E402

from assessment.domain.answers import SavedAnswer  # noqa: E402
from assessment.domain.attempts import Booklet, Response  # noqa: E402
from assessment.domain.bank import ItemId  # noqa: E402
from assessment.domain.booklets import assemble_booklet  # noqa: E402
from assessment.domain.catalog import Catalog  # noqa: E402
from assessment.domain.items import (  # noqa: E402
    ChoiceItem,
    ExhibitItem,
    JudgementItem,
    NumberItem,
)
from assessment.services.catalogs import CatalogShelf  # noqa: E402
from assessment.services.scoring import score_booklet  # noqa: E402
from assessment.services.statistics import local_statistics  # noqa: E402
from assessment.services.targets import choose_target  # noqa: E402
from assessment.store.convert import booklet_from_domain, saved_from_domain  # noqa: E402
from assessment.store.engine import Database, open_database  # noqa: E402
from assessment.store.plain import to_text  # noqa: E402
from assessment.store.records import (  # noqa: E402
    AttemptRecord,
    PersonRecord,
    ResponseRecord,
    ScoreSheetRecord,
)
from assessment.store.schema import upgrade  # noqa: E402

DIFFERENT_PEOPLE = 200
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sittings", type=int, nargs="+", default=[500, 2000])
    shelf = CatalogShelf.from_content(ROOT / "content")
    people = [_person(shelf.current, seed) for seed in range(DIFFERENT_PEOPLE)]
    with tempfile.TemporaryDirectory() as folder:
        for count in parser.parse_args().sittings:
            database = open_database(f"sqlite:///{folder}/{count}.db")
            upgrade(database)
            _fill(database, shelf, people, count)
            began = time.process_time()
            with database.reading() as session:
                found = local_statistics(session, shelf)
            seconds = time.process_time() - began
            database.close()
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{found.sittings} sittings: {seconds:.1f} s CPU, "
                f"{1000 * seconds / count:.2f} ms each; largest memory so far {memory:.0f} MB; "
                f"{len(found.proposals)} proposals"
            )
    return 0


def _person(catalog: Catalog, seed: int) -> tuple[Booklet, dict[ItemId, Response], str]:
    random = Random(seed)
    booklet = assemble_booklet(catalog, "full", seed)
    skill = min(0.95, max(0.3, random.gauss(0.65, 0.15)))
    answers: dict[ItemId, Response] = {}
    for entry in booklet.entries:
        item = catalog.items[entry.item]
        match item:
            case JudgementItem():
                value: object = tuple(
                    min(5, max(1, round(a.effectiveness + random.gauss(0, 2.2 * (1 - skill)))))
                    for a in item.shown(short=entry.short)
                )
            case ExhibitItem():
                value = tuple(
                    "T" if s.truth == (random.random() < skill) else "F"
                    for s in item.shown(short=entry.short)
                )
            case NumberItem():
                value = item.correct * (1 if random.random() < skill else 1.7)
            case ChoiceItem():
                value = random.randrange(len(item.options))
            case _:
                continue
        answers[entry.item] = Response(item=entry.item, value=value, seconds=55.0)  # type: ignore[arg-type]
    return booklet, answers, to_text(score_booklet(catalog, booklet, answers))


def _fill(
    database: Database,
    shelf: CatalogShelf,
    people: list[tuple[Booklet, dict[ItemId, Response], str]],
    count: int,
) -> None:
    target = to_text(choose_target(shelf.current, profile=None))
    with database.writing() as session:
        shelf.keep_current(session, now=NOON)
    for start in range(0, count, DIFFERENT_PEOPLE):
        with database.writing() as session:
            for place in range(start, min(count, start + DIFFERENT_PEOPLE)):
                booklet, answers, sheet = people[place % DIFFERENT_PEOPLE]
                key = f"{place:032x}"
                session.execute(
                    insert(PersonRecord).values(id=key, created_at=NOON, last_visit_at=NOON)
                )
                session.execute(
                    insert(AttemptRecord).values(
                        id=key, person_id=key, form="full", status="submitted",
                        revision=booklet.revision, seed=1, booklet=booklet_from_domain(booklet),
                        target=target, started_at=NOON, submitted_at=NOON,
                    )
                )  # fmt: skip
                session.execute(
                    insert(ScoreSheetRecord).values(
                        attempt_id=key, person_id=key, scoring_version="1.0.0", overall_level=3.0,
                        quality_points=0, sheet=sheet, created_at=NOON, number=1,
                        revision=booklet.revision,
                    )
                )  # fmt: skip
                session.execute(
                    insert(ResponseRecord),
                    [_row(key, item, answer) for item, answer in answers.items()],
                )


def _row(key: str, item: ItemId, answer: Response) -> dict[str, object]:
    saved = SavedAnswer(
        item=item, value=answer.value, skip_reason=None, seconds=answer.seconds, revision=1
    )
    return saved_from_domain(saved, person=key, attempt=key, save_id="bench", saved_at=NOON)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
