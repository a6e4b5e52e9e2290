"""What travels inside a report so that anyone can redo its figures without our content?

The record holds the answers, the keys of the questions asked, the target and the figures. It
holds no name. Figures are rounded to six decimals, as in the score program.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assessment.domain.areas import Area, AreaId, Cluster
from assessment.domain.attempts import Booklet, BookletEntry, Response, Value
from assessment.domain.bank import (
    CheckKey,
    ChoiceKey,
    ClaimKey,
    ExhibitKey,
    ItemBank,
    ItemId,
    ItemKey,
    JudgementKey,
    NumberKey,
    SelfRatingKey,
)
from assessment.domain.catalog import Catalog
from assessment.domain.items import Claim, InstructedCheck, SelfRating
from assessment.domain.outside import OutsideFactor
from assessment.domain.profiles import Context, ProfileId, Target, TargetLevel
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import FormAlone, GroupLevel, Interval, ScoreSheet

FORMAT = "cto-readiness/result/1"
DECIMALS = 6

_KINDS: dict[str, type[ItemKey]] = {
    "judgement": JudgementKey,
    "exhibit": ExhibitKey,
    "choice": ChoiceKey,
    "number": NumberKey,
    "claim": ClaimKey,
    "self-rating": SelfRatingKey,
    "check": CheckKey,
}
_KIND_OF = {made: kind for kind, made in _KINDS.items()}


def result_record(
    catalog: Catalog,
    booklet: Booklet,
    responses: Mapping[ItemId, Response],
    sheet: ScoreSheet,
    reading: Reading,
    *,
    date: dt.date | None,
    prediction: Mapping[AreaId, int] | None = None,
) -> dict[str, Any]:
    """The record of one sitting, in plain values. Who rated is not in it, only what they said.

    ``prediction`` is what the person expected of the areas before seeing the result, if anything.
    """
    others = {"outside": [asdict(factor) for factor in sheet.outside]} if sheet.outside else {}
    return {
        "format": FORMAT,
        "date": None if date is None else date.isoformat(),
        "form": booklet.form,
        "catalog_revision": booklet.revision,
        "scoring_version": sheet.scoring_version,
        "areas": [_area(area) for area in catalog.areas.values()],
        "booklet": [asdict(entry) for entry in booklet.entries],
        "keys": keys_of(catalog, booklet.entries),
        "responses": {
            item: _response(response)
            for item, response in sorted(responses.items())
            if booklet.entry(item) is not None
        },
        "target": target_to_plain(reading.target),
        "other_sources": sorted(sheet.areas_others_rated),
        **others,
        "figures": figures(sheet, reading),
        **({} if prediction is None else {"prediction": dict(sorted(prediction.items()))}),
    }


def keys_of(catalog: Catalog, entries: Iterable[BookletEntry]) -> list[dict[str, Any]]:
    """The keys of a form's questions, in plain values.

    Raises KeyError where the content holds no such question.
    """
    return [_key(catalog, entry) for entry in entries]


def _response(response: Response) -> dict[str, Any]:
    """An answer; how sure somebody was of it only where they said so."""
    sure = {} if response.confidence is None else {"confidence": response.confidence}
    return {"value": response.value, "seconds": response.seconds, **sure}


def canonical(record: Mapping[str, Any]) -> str:
    """The one way a record is written: sorted keys, no spare white space, no NaN."""
    return json.dumps(
        record, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


def figures(sheet: ScoreSheet, reading: Reading) -> dict[str, Any]:
    """Every figure of a sheet and its reading, rounded, in plain values."""
    return {
        "areas": {area: _area_figures(sheet, reading, area) for area in sheet.areas},
        "overall": _group(sheet.overall),
        **({"overall_form_alone": _group(sheet.overall_form_alone)} if sheet.outside else {}),
        "clusters": {name: _group(level) for name, level in sheet.clusters.items()},
        "quality": {
            "points": sheet.quality.points,
            "reasons": list(sheet.quality.reasons),
            "careless": _rounded(sheet.quality.careless),
        },
        **_confidence(sheet),
        "develop": list(reading.develop),
        "find_out": [asdict(found) for found in reading.find_out],
        "keep": list(reading.keep),
        "order": list(reading.order),
        "p_ready": _rounded(reading.p_ready),
        "coverage": None
        if reading.coverage is None
        else [_rounded(reading.coverage.share), *_ends(reading.coverage.likely_range)],
        "stage": reading.stage,
    }


def _confidence(sheet: ScoreSheet) -> dict[str, Any]:
    """Confidence against right marks, where it may be reported; else nothing at all."""
    found = sheet.confidence
    if found is None or not found.is_reported:
        return {}
    return {
        "confidence": {
            "judgements": found.judgements,
            "said": _rounded(found.said),
            "right": _rounded(found.right),
            "brier": _rounded(found.brier),
            "standard_error": _rounded(found.standard_error),
        }
    }


def _area_figures(sheet: ScoreSheet, reading: Reading, area: AreaId) -> dict[str, Any]:
    found, gap = sheet.areas[area], reading.gaps.get(area)
    alone = found.form_alone
    return {
        "status": found.status,
        "units_offered": found.units_offered,
        "units_scored": found.units_scored,
        "level": _rounded(found.level),
        "standard_error": _rounded(found.standard_error),
        "likely_range": _ends(found.likely_range) or None,
        "wide_range": _ends(found.wide_range) or None,
        "prior_pull": _rounded(found.prior_pull),
        "said": found.said,
        "p_blind_spot": _rounded(found.p_blind_spot),
        "p_hidden_strength": _rounded(found.p_hidden_strength),
        "p_gap": _rounded(gap.p_gap if gap else None),
        "verdict": gap.verdict if gap else None,
        "shortfall": _rounded(gap.shortfall if gap else None),
        "priority": _rounded(gap.priority if gap else None),
    } | ({} if alone is None else {"form_alone": _form_alone(alone)})


def _form_alone(alone: FormAlone) -> dict[str, Any]:
    return {
        "status": alone.status,
        "level": _rounded(alone.level),
        "standard_error": _rounded(alone.standard_error),
        "likely_range": _ends(alone.likely_range) or None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _ends(interval: Interval | None) -> list[float]:
    return [] if interval is None else [round(interval.low, DECIMALS),
                                        round(interval.high, DECIMALS)]  # fmt: skip


def _group(level: GroupLevel | None) -> list[float] | None:
    if level is None:
        return None
    return [round(level.level, DECIMALS), *_ends(level.likely_range)]


def _area(area: Area) -> dict[str, Any]:
    return {
        "id": area.id,
        "title": area.title,
        "cluster": area.cluster,
        "months_per_level": area.months_per_level,
    }


def _key(catalog: Catalog, entry: BookletEntry) -> dict[str, Any]:
    item = catalog.items[entry.item]
    if isinstance(item, Claim | SelfRating | InstructedCheck):
        key: ItemKey = item.key()
    else:
        key = item.key(short=entry.short)
    return {"kind": _KIND_OF[type(key)], **asdict(key)}


def target_to_plain(target: Target) -> dict[str, Any]:
    """A target in plain values; its levels in order, which decides ties."""
    return {
        "profile": target.profile,
        "title": target.title,
        "stage": target.context.stage,
        "circumstances": list(target.context.circumstances),
        "chosen_because": target.chosen_because,
        "levels": [asdict(level) for level in target.levels.values()],
    }


def target_from_plain(plain: Mapping[str, Any]) -> Target:
    """The target that ``target_to_plain`` wrote down."""
    return Target(
        profile=ProfileId(plain["profile"]),
        title=plain["title"],
        context=Context(stage=plain["stage"], circumstances=tuple(plain["circumstances"])),
        chosen_because=plain["chosen_because"],
        levels={AreaId(level["area"]): TargetLevel(**level) for level in plain["levels"]},
    )


def bank_from_plain(keys: Sequence[Mapping[str, Any]]) -> ItemBank:
    """The keys of the questions asked, as scoring takes them."""
    made = []
    for plain in keys:
        fields = {name: _frozen(value) for name, value in plain.items() if name != "kind"}
        made.append(_KINDS[plain["kind"]](**fields))
    return ItemBank(items=tuple(made))


def responses_from_plain(plain: Mapping[str, Mapping[str, Any]]) -> dict[ItemId, Response]:
    """The answers, as scoring takes them."""
    return {
        ItemId(item): Response(
            item=ItemId(item),
            value=_frozen_value(given["value"]),
            seconds=given["seconds"],
            confidence=given.get("confidence"),
        )
        for item, given in plain.items()
    }


def outside_from_plain(plain: Sequence[Mapping[str, Any]]) -> tuple[OutsideFactor, ...]:
    """What others said, as scoring takes it."""
    return tuple(OutsideFactor(**factor) for factor in plain)


def clusters_from_plain(areas: Sequence[Mapping[str, Any]]) -> dict[AreaId, Cluster]:
    """Which cluster each area belongs to."""
    return {AreaId(area["id"]): area["cluster"] for area in areas}


def _frozen(value: Any) -> Any:  # noqa: ANN401 - a value of any key field
    return tuple(value) if isinstance(value, list) else value


def _frozen_value(value: Any) -> Value | None:  # noqa: ANN401 - straight from JSON
    frozen: Value | None = _frozen(value)
    return frozen
