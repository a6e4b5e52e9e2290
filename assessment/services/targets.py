"""Which target does somebody get who names a CTO type, a stage and some circumstances?"""

from collections.abc import Sequence

from assessment.domain.catalog import Catalog
from assessment.domain.errors import NotFound
from assessment.domain.language import gettext as _
from assessment.domain.profiles import AdjustmentId, Context, ProfileId, StageId, Target
from assessment.domain.targets import build_target, profile_for_stage

STAGE_WHEN_UNSURE = StageId("growing")
"""The stage assumed for the choice of type where neither was named: an editorial assumption."""


def choose_target(
    catalog: Catalog,
    *,
    profile: ProfileId | None,
    stage: StageId | None = None,
    circumstances: Sequence[AdjustmentId] = (),
) -> Target:
    """The target of a job as a person described it. ``profile`` None means "not sure".

    The stage then picks the type, and ``chosen_because`` says so in a sentence.

    Raises:
        NotFound: a type, a stage or a circumstance this content does not know.
    """
    stages = {a.id for a in catalog.adjustments.values() if a.kind == "stage"}
    if stage is not None and AdjustmentId(stage) not in stages:
        raise NotFound(_("company stage"))
    if any(
        name not in catalog.adjustments or catalog.adjustments[name].kind != "circumstance"
        for name in circumstances
    ):
        raise NotFound("circumstance")
    chosen_because = ""
    if profile is None:
        profile = profile_for_stage(stage or STAGE_WHEN_UNSURE)
        chosen_because = _because(catalog, profile, stage)
    if profile not in catalog.profiles:
        raise NotFound(_("target profile"))
    context = Context(stage=stage, circumstances=tuple(dict.fromkeys(circumstances)))
    return build_target(
        catalog.profiles[profile], context, catalog.adjustments, chosen_because=chosen_because
    )


def _because(catalog: Catalog, profile: ProfileId, stage: StageId | None) -> str:
    if profile not in catalog.profiles:
        return ""
    title = catalog.profiles[profile].title
    if stage is None:
        return _("You were not sure of the type and named no stage, so we took %(title)s.") % {
            "title": title
        }
    named = catalog.adjustments[AdjustmentId(stage)].title
    return _(
        "You were not sure of the type, so the company stage (%(named)s) picked %(title)s."
    ) % {"named": named, "title": title}
