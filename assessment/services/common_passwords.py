"""Is a password among those that everybody tries first?

Two things are looked at. The 30,000 passwords that leaks hold most often, as ``zxcvbn`` ships them;
and a few hundred words undressed of what people put around them (capitals, digits for letters,
years and signs at the end), which refuses their cousins that no list has yet.
"""

import re
from functools import cache

_LEET = str.maketrans("0134578@$!€", "oieastbasie")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb",
    "1q2w3e4r5t6y7u8i9o0p",
)

_LIST = """
    aaaa abcd access account adam admin administrator adobe alex alexander alexis alice amanda
    america anakin andrea andrew angel angela anthony apple april arsenal ashley asdf august austin
    autumn baby babygirl bailey banana barbara baseball basketball batman beautiful benjamin berlin
    biteme blink blue bonjour boomer boston brandon brian buster butterfly calvin camaro carlos
    changeme charles charlie cheese chelsea chicago chicken chocolate chris christian computer
    cookie cool corvette cowboy cto daniel dallas dave david december default demo diamond dog
    dolphin donald dragon eagle edward elephant elizabeth email emma fall family ferrari fish
    flower football forever france frank freddy freedom friend friends gandalf garden
    george germany ginger girl god golden golf google green guest guitar hallo hammer hannah happy
    harley harry heather hello hockey home house hunter iloveyou internet isabella jack
    jackson jaguar james january jasmine jason jennifer jessica jesus johnny jonathan jordan joseph
    joshua july june justin killer king kitty lakers leader lauren letmein liverpool london lord
    love lovely lover loveme lucky madison maggie manager mandy march marina mark martin master
    matrix matthew maverick melissa mercedes merlin michael michelle mickey midnight miller money
    monday monkey monster morgan mother mustang myspace naruto nascar natasha nicholas nicole ninja
    november october oliver orange pass passwd passwort password patrick pepper peter phoenix photo
    pokemon porsche power prince princess private purple qwert qwerty rabbit rachel raiders
    ranger rainbow rebecca redsox richard robert root rose samantha samsung sandra saturn scooter
    secret security september server service shadow silver simple slayer smokey snoopy soccer
    sophie spiderman spring starwars steelers steven summer sunday sunshine superman support sunny
    system taylor teacher temp tennis test testing thomas thunder tiger tigger trustno turtle
    unknown user victoria viking website welcome whatever white william willkommen winner winter
    wizard woman xbox yamaha yankees yellow zaq zxcvbn
"""
WORDS = frozenset(_LIST.split())


def is_common(password: str) -> bool:
    """Whether a password was often leaked, or is a word, a run of keys or a repetition, dressed up.

    >>> [is_common(p) for p in ("P@ssw0rd2024!", "12345678", "qwertyuiop1", "abcabcabc")]
    [True, True, True, True]
    >>> [is_common(p) for p in ("1234qwer", "StarTrek", "startrek99!")]
    [True, True, True]
    >>> [is_common(p) for p in ("correct horse battery", "Vx7-kalt-Regen")]
    [False, False]
    """
    lower = password.casefold()
    bare = re.sub(r"[^a-z]", "", re.sub(r"[\W\d_]+$", "", re.sub(r"^[\W\d_]+", "", lower)))
    undressed = re.sub(r"[^a-z]", "", re.sub(r"[\W\d_]+$", "", lower).translate(_LEET))
    return (
        _was_leaked(lower)
        or bare in WORDS
        or undressed in WORDS
        or _repeats(lower)
        or any(_is_run(piece) for piece in (lower, bare) if piece)
        or not re.search(r"[^\W\d_]", lower)
        and len(set(lower)) < 5
    )


def _was_leaked(text: str) -> bool:
    """Whether a text is among the leaked, as it is or without a year or signs at its end."""
    behind = re.search(r"[\W\d_]{0,4}$", text)
    most = len(behind[0]) if behind else 0
    return any(text[: len(text) - signs] in _leaked() for signs in range(most + 1))


@cache
def _leaked() -> frozenset[str]:
    """The passwords found most often in leaks, in small letters; read when the first is chosen."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # 14 MB that few processes need

    return frozenset(FREQUENCY_LISTS["passwords"])


def _repeats(text: str) -> bool:
    """Whether a text is one short piece over and over, with little beside it.

    >>> [_repeats(t) for t in ("aaaaaaaa", "abcabcabc1", "passwordpassword", "correct horse")]
    [True, True, True, False]
    """
    for width in range(1, 9):
        piece = text[:width]
        times = len(text) // width
        if times < 2 or len(text) < width * 2:
            break
        count = 0
        while text.startswith(piece, count * width):
            count += 1
        if count >= 2 and len(text) - count * width <= 4 and (width <= 3 or piece in WORDS):
            return True
    return False


def _is_run(text: str) -> bool:
    """Whether a text is a run of neighbouring keys or letters, either way, with little beside it.

    >>> [_is_run(t) for t in ("qwertz12", "87654321", "asdfghjkl!", "quarters")]
    [True, True, True, False]
    """
    return any(
        _longest_of(run, text) >= max(5, len(text) - 4)
        for run in (*_RUNS, *(r[::-1] for r in _RUNS))
    )


def _longest_of(run: str, text: str) -> int:
    for length in range(min(len(run), len(text)), 4, -1):
        if any(run[i : i + length] in text for i in range(len(run) - length + 1)):
            return length
    return 0
