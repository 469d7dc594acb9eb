"""What a code means, today and before July 2025."""

import pytest

from thuocdo.errors import Severity
from thuocdo.units import loading
from thuocdo.units.codes import Era, check_code

CONFLICTS = sorted(loading.code_conflicts())


@pytest.mark.parametrize(
    ("code", "era", "problem", "severity", "words"),
    [
        ("12", Era.TODAY, None, None, ""),
        ("21994", Era.BOTH, None, None, ""),  # the town of Vân Canh became the commune of Vân Canh
        ("00226", Era.BOTH, "UN-112", Severity.WARNING, "phường Kim Liên (00229)"),
        ("15", Era.BOTH, "UN-112", Severity.WARNING, "nay là tỉnh Lào Cai, trước ngày 01/07/2025 là tỉnh Yên Bái (cũ)"),
        ("52", Era.BOTH, "UN-112", Severity.WARNING, "tỉnh Bình Định (cũ)"),
        ("10", Era.BEFORE, "UN-111", Severity.ERROR, "nay là: tỉnh Lào Cai (15)"),
        ("280", Era.BEFORE, "UN-111", Severity.ERROR, "huyện Phú Xuyên (cũ)"),
        ("00006", Era.BEFORE, "UN-111", Severity.ERROR, "phường Ngọc Hà (00008)"),
        ("1", Era.UNKNOWN, "UN-113", Severity.ERROR, "thành phố Hà Nội (01)"),
        ("99999", Era.UNKNOWN, "UN-113", Severity.ERROR, "Mã gần giống: -"),
        ("H21", Era.UNKNOWN, "UN-113", Severity.ERROR, "H21"),
    ],
)
def test_a_code_says_what_it_is_and_was(code, era, problem, severity, words):
    check = check_code(code)

    assert check.era is era
    if problem is None:
        assert check.problems == ()
    else:
        first = check.problems[0]
        assert (first.code, first.severity) == (problem, severity)
        assert words in first.render()
        assert code in first.render("en")


@pytest.mark.parametrize("code", CONFLICTS)
def test_a_code_that_another_source_gives_to_another_commune_says_so(code):
    check = check_code(code)

    assert check.disputed is not None
    assert check.problems[-1].code == ("UN-114" if check.today else "UN-115")
    assert check.problems[-1].severity is Severity.WARNING
    assert check.disputed.full_name in check.problems[-1].render()
    assert check.disputed.code in check.problems[-1].render("en")


def test_few_codes_of_communes_need_a_warning():
    warned = [code for code in loading.communes() if any(p.code == "UN-112" for p in check_code(code).problems)]

    assert len(warned) == 27
