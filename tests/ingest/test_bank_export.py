"""The exported bank has the shape that the score program reads."""

import json

from assessment.ingest.bank_export import export_bank
from tests.content_tree import ContentTree


def _bank(tree: ContentTree) -> dict[str, dict[str, object]]:
    exported = json.loads(json.dumps(export_bank(tree.catalog()), allow_nan=False))
    return {item["id"]: item for item in exported["bank"]}


def test_every_format_has_its_own_keys() -> None:
    bank = _bank(ContentTree())
    unit = {"area": "finance", "difficulty": 3.0, "seconds": 64.0, "key_status": "author"}

    assert bank["finance-judgement"] == {
        "id": "finance-judgement",
        "format": "sjt",
        "options": [2.5, 4.6, 1.5, 4.3, 1.8],
        **unit,
    }
    assert bank["finance-exhibit"] == {
        "id": "finance-exhibit",
        "format": "exhibit",
        "truth": [True, False, True, False, True],
        **unit,
    }
    assert bank["finance-number"] == {
        "id": "finance-number",
        "format": "numeric",
        "correct": 4.06,
        "tolerance": 0.02,
        **unit,
    }
    assert bank["finance-choice"] == {
        "id": "finance-choice",
        "format": "mcq",
        "options": 3,
        "correct": 1,
        **unit,
    }
    assert bank["finance-claim"]["format"] == "evidence"
    assert bank["finance-self-rating"]["format"] == "self"
    assert bank["answer-four"] == {
        "id": "answer-four",
        "area": None,
        "format": "check",
        "seconds": 8.0,
        "correct": 4,
    }


def test_only_live_items_are_exported() -> None:
    tree = ContentTree().replace(
        "items/finance/finance-choice.md", "status: live", "status: retired"
    )

    assert "finance-choice" not in _bank(tree)
    assert len(_bank(tree)) == 12


def test_the_export_holds_no_words_of_the_items() -> None:
    text = json.dumps(export_bank(ContentTree().catalog()))

    assert "refund" not in text
