"""What does a radar need to know? Plain values that can be sent to the process that draws it."""

from dataclasses import asdict, dataclass

from assessment.domain.findings_wording import figure, target_figure
from assessment.domain.language import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke:
    """One area of the radar; ``level`` is None where the area is withheld."""

    label: str
    level: float | None
    target: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar:
    """A whole radar: at most two series, the level shown and the target."""

    uid: str
    title: str
    spokes: tuple[Spoke, ...]
    themed: bool = False
    """Inks as the page's custom properties instead of the print sheet's colours."""

    @property
    def description(self) -> str:
        """Every number of the picture, in words."""
        return " ".join(_spoke_words(spoke) for spoke in self.spokes)

    def to_plain(self) -> dict[str, object]:
        """Values that survive JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, object]) -> "Radar":
        """The radar that ``to_plain`` wrote down."""
        spokes = plain["spokes"]
        assert isinstance(spokes, list | tuple)  # noqa: S101 - written by to_plain
        return cls(
            uid=str(plain["uid"]),
            title=str(plain["title"]),
            themed=bool(plain["themed"]),
            spokes=tuple(Spoke(**spoke) for spoke in spokes),
        )


def _spoke_words(spoke: Spoke) -> str:
    level = (
        _("not enough answers")
        if spoke.level is None
        else _("level %(level)s") % {"level": figure(spoke.level)}
    )
    if spoke.target is None:
        return f"{spoke.label}: {level}."
    return _("%(area)s: %(level)s, target %(target)s.") % {
        "area": spoke.label,
        "level": level,
        "target": target_figure(spoke.target),
    }
