"""What hidden fields send back is taken as what it is, never on trust."""

from __future__ import annotations

import pytest

from thuocdo.portal.web.forms import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("0012", 12), ("9" * 18, 10**18 - 1)])
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", " 1", "²", "٣", "x", "9" * 19, "9" * 5_000])
def test_whatever_somebody_else_put_there_is_no_number_and_breaks_nothing(text: str | None) -> None:
    assert whole_number(text) is None
