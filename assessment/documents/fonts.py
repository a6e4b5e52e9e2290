"""Which typefaces do page and print use, and how does the web get its own cut of them?"""

import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path

WEB_RANGES: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x00FF),
    (0x0100, 0x024F),  # Latin extended A and B
    (0x0259, 0x0259),
    (0x02C6, 0x02DD),  # spacing accents
    (0x0300, 0x0304),
    (0x0306, 0x030C),
    (0x0326, 0x0328),
    (0x1E00, 0x1EFF),  # Latin extended additional
    (0x2010, 0x2027),  # dashes, quotes, ellipsis
    (0x2030, 0x203A),
    (0x2070, 0x208E),  # superscripts and subscripts
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),
    (0x2248, 0x2265),
    (0x25B2, 0x25C7),  # triangles and lozenges
    (0x2713, 0x2713),
)
"""What the subsets keep, where the face has it."""

WEB_FACES: tuple[tuple[str, str], ...] = (
    ("source-sans-400.woff2", "SourceSansPro-Regular.ttf"),
    ("source-sans-400-italic.woff2", "SourceSansPro-It.ttf"),
    ("source-sans-600.woff2", "SourceSansPro-Semibold.ttf"),
    ("source-serif-600.woff2", "SourceSerifPro-Semibold.ttf"),
)
"""Name of each web font and the face it is cut from."""

MARKS_FACE = "marks-400.woff2"
"""The five verdict marks of one face: Source Sans has no ◇, and a mixed row looks uneven."""
MARKS = "▲△▼▽◆◇"

PRINT_FACES: tuple[str, ...] = (
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-It.ttf",
    "SourceSansPro-Semibold.ttf",
    "SourceSansPro-SemiboldIt.ttf",
    "SourceSerifPro-Regular.ttf",
    "SourceSerifPro-Semibold.ttf",
)
"""The TrueType files print may use; the packages' OpenType twins of the same names are left out."""

_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")


def font_folders() -> tuple[Path, ...]:
    """The folders of the shipped faces, and of DejaVu as the safety net for other scripts."""
    return (*(_package_folder(name) / "files" for name in _PACKAGES), dejavu_folder())


def dejavu_folder() -> Path:
    """Where matplotlib keeps its DejaVu faces; found without importing matplotlib."""
    return _package_folder("matplotlib") / "mpl-data" / "fonts" / "ttf"


def face(name: str) -> Path:
    """The file of a face by its name, in whichever package ships it."""
    for folder in font_folders():
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"no shipped font is called {name}")


def make_web_fonts(target_dir: Path) -> tuple[Path, ...]:
    """Cut the web's WOFF2 subsets into ``target_dir`` and return their paths.

    Latin, Latin extended, punctuation, arrows and verdict marks, as far as a face has them. The
    same faces give the same bytes.
    """
    target_dir.mkdir(parents=True, exist_ok=True)
    wanted = [code for low, high in WEB_RANGES for code in range(low, high + 1)]
    made = [_cut(face(source), target_dir / name, wanted) for name, source in WEB_FACES]
    marks = [ord(mark) for mark in MARKS]
    made.append(_cut(face("DejaVuSans.ttf"), target_dir / MARKS_FACE, marks))
    return tuple(made)


def write_fontconfig(folder: Path, *, more: Sequence[Path] = ()) -> Path:
    """A fontconfig file that knows the shipped faces and those in ``more``; returns its path.

    Without any font Pango takes the whole process down, and with a machine's own fonts the same
    report would differ from machine to machine. TrueType only: two files of one family and
    weight would let chance pick.
    """
    folder.mkdir(parents=True, exist_ok=True)
    faces = folder / "faces"
    faces.mkdir(exist_ok=True)
    for name in PRINT_FACES:
        _link(face(name), faces / name)
    config = folder / "fonts.conf"
    partial = config.with_name(f"fonts.conf.{os.getpid()}")
    partial.write_text(
        _fontconfig((faces, dejavu_folder(), *more), folder / "cache"), encoding="utf-8"
    )
    partial.replace(config)
    return config


def _fontconfig(folders: Sequence[Path], cache: Path) -> str:
    aliases = (
        ("sans-serif", "Source Sans Pro", "DejaVu Sans"),
        ("serif", "Source Serif Pro", "DejaVu Serif"),
        ("monospace", "DejaVu Sans Mono", "DejaVu Sans"),
    )
    folder_lines = "".join(f"<dir>{folder}</dir>" for folder in folders)
    alias_lines = "".join(
        f'<alias binding="same"><family>{generic}</family><prefer><family>{first}</family>'
        f"<family>{second}</family></prefer></alias>"
        for generic, first, second in aliases
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f"{folder_lines}<cachedir>{cache}</cachedir>{alias_lines}</fontconfig>"
    )


def _link(source: Path, target: Path) -> None:
    """A link where the system allows one, else a copy."""
    if target.exists():
        return
    try:
        target.symlink_to(source)
    except FileExistsError:  # made by another process meanwhile
        return
    except OSError:
        target.write_bytes(source.read_bytes())


def _cut(source: Path, target: Path, codes: Sequence[int]) -> Path:
    from fontTools import subset  # at set-up only: the web process has no use for it
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables = [*options.drop_tables, "FFTM"]  # else the cutter warns of it
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    return target


def _package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the package {name} is not installed")
    return Path(spec.origin).parent
