import json

from tests.cli.running import run_command

BANK = [
    {
        "id": f"q{n}",
        "area": "strategy",
        "format": "sjt",
        "difficulty": 3,
        "seconds": 60,
        "options": [4.5, 1.5, 3.0, 2.0],
    }
    for n in range(3)
]
FIRST = json.dumps({"bank": BANK, "target": {}})


def lines(*answers: str) -> bytes:
    return "\n".join((FIRST, *answers)).encode()


def test_each_answer_sheet_is_answered_by_one_line() -> None:
    sheet = json.dumps({"answers": {f"q{n}": {"value": [5, 1, 3, 2]} for n in range(3)}})
    ran = run_command("score", stdin=lines(sheet, sheet))
    first, second = ran.text.splitlines()
    assert first == second
    assert json.loads(first)["areas"]["strategy"]["level"] > 3


def test_a_line_that_cannot_be_used_is_named_and_what_was_written_stays() -> None:
    ran = run_command("score", stdin=lines('{"answers": {}}', '{"answers": {"q9": {}}}'))
    assert ran.status == 2
    assert ran.text.count("\n") == 1
    assert ran.err == "line 3: the item 'q9' is not in the bank\n"
