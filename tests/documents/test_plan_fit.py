"""How a printed plan is made to fit: more words never mean larger type or a higher picture."""

from assessment.documents.plan_fit import TYPES, Paper, picture_height, type_for

A4 = Paper(across=297, down=210)
LETTER = Paper(across=279, down=216)
STEP = (
    "A title of usual length",
    "Weeks 3–5 · 4 h · Build relationships",
    "Because. " * 8,
    "x" * 90,
)


def test_more_steps_on_the_most_pages_never_get_larger_type() -> None:
    sizes = [TYPES.index(type_for([STEP] * n, (), 3, A4)) for n in range(40, 120)]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == len(TYPES)


def test_a_long_plan_gets_the_smallest_type_rather_than_none() -> None:
    assert type_for([STEP] * 300, (), 3, A4) is TYPES[-1]


def test_a_short_plan_is_set_large() -> None:
    assert type_for([STEP] * 8, (), 3, A4) is TYPES[0]
    assert type_for([], (), 0, LETTER) is TYPES[0]


def test_the_picture_gives_way_to_what_stands_around_it() -> None:
    columns = [["a step"] * 4, ["a step"], ["a day"] * 3]
    free = picture_height(A4, notes=(), facts="facts", columns=columns)
    assert picture_height(A4, notes=("A note.",), facts="facts", columns=columns) < free
    assert picture_height(A4, notes=(), facts="facts " * 60, columns=columns) < free
    longer = [["a step"] * 9, *columns[1:]]
    assert picture_height(A4, notes=(), facts="facts", columns=longer) < free
    assert picture_height(A4, notes=(), facts="facts", columns=[[], [], []]) > free
