"""Are two lists of answer keys the same, wherever they come from?"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from assessment.documents.result_record import canonical


def keys_hash(keys: Sequence[dict[str, Any]]) -> str:
    """One value for all keys of a form, read from a file or from our content."""
    plain = json.loads(json.dumps({"keys": list(keys)}))
    return hashlib.sha256(canonical(plain).encode("utf-8", "replace")).hexdigest()
