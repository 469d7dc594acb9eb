"""The parts that every page is made of: fields, problems, pages of a list, chips, the frame."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from thuocdo.errors import Place, Problem, Severity, ThuocDoError
from thuocdo.portal.config import pages
from thuocdo.portal.organizations.entries import MENU
from thuocdo.portal.web import registry
from thuocdo.portal.web.forms import posted, show_problems
from thuocdo.portal.web.listing import Chip, page_of, with_choice
from thuocdo.portal.web.views import broken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import RequestFactory

    from thuocdo.portal.organizations.models import User

WEB = Path(__file__).resolve().parents[3] / "src/thuocdo/portal/web"


class Order(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như trong quyết định.")
    sure = forms.BooleanField(label="Chắc chắn", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")])


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_a_field_names_its_help_and_its_errors_for_readers() -> None:
    page = drawn("{% for bound in form %}{% field bound %}{% endfor %}", form=Order({"kind": "b"}))
    assert 'aria-describedby="id_name_help id_name_errors"' in page
    assert 'aria-invalid="true"' in page
    assert '<label class="form-label" for="id_name">' in page
    assert 'class="form-check-input"' in page
    assert 'class="form-select is-invalid"' in page
    assert page.count('class="td-wrong"') == 2


def test_a_field_may_take_the_focus() -> None:
    assert "autofocus" in drawn("{% field form.name autofocus=True %}", form=Order())


def test_the_summary_links_to_each_field_and_shows_codes_small() -> None:
    form = Order({"name": "x", "kind": "a"})
    error = ThuocDoError([Problem(code="OR-101", place=Place(item="x")), Problem(code="OR-107")])
    show_problems(form, error, {"OR-101": "name"})
    page = drawn("{% form_problems form %}", form=form)
    assert 'href="#id_name"' in page
    assert "<small>OR-101</small>" in page
    assert "<small>OR-107</small>" in page
    assert "Cần sửa 2 chỗ" in page


def test_a_problem_is_worded_in_the_language_of_the_page() -> None:
    form = Order({"name": "x", "kind": "a"})
    with translation.override("en"):
        show_problems(form, ThuocDoError(Problem(code="OR-101")), {})
    assert "This user name is taken" in str(form.errors)


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{% form_problems form %}", form=Order()).strip() == ""
    assert drawn("{% form_problems form %}", form="").strip() == ""


def test_problems_of_a_file_are_listed_with_place_and_code_and_the_rest_counted() -> None:
    found = [Problem(code="OR-101", place=Place(file="a.csv", row=number)) for number in range(60)]
    found[1] = Problem(code="OR-107", severity=Severity.WARNING)
    page = drawn("{% problems found %}", found=found)
    assert "<b>a.csv, dòng 0</b>" in page
    assert page.count("<li") == 50
    assert '<li class="warning">' in page
    assert "Có 60 chỗ cần xem" in page
    assert "10 chỗ nữa" in page
    assert drawn("{% problems found %}", found=[]).strip() == ""


def test_pages_keep_the_filters_and_name_where_one_is(rf: RequestFactory) -> None:
    request = rf.get("/don-vi/?q=an&trang=2")
    page = page_of(request, range(149))
    text = drawn("{% pages page %}", page=page, request=request)
    assert "51–100 trong 149" in text
    assert 'rel="prev" href="?q=an&amp;trang=1"' in text
    assert 'rel="next" href="?q=an&amp;trang=3"' in text
    assert '<b aria-current="page">2</b>' in text


def test_one_page_has_no_ways_to_others_and_none_says_nothing(rf: RequestFactory) -> None:
    request = rf.get("/")
    assert "<nav" not in drawn("{% pages page %}", page=Paginator(range(3), 50).page(1), request=request)
    assert drawn("{% pages page %}", page=Paginator([], 50).page(1), request=request).strip() == ""


def test_sorting_marks_the_present_column_and_starts_at_the_first_page(rf: RequestFactory) -> None:
    request = rf.get("/don-vi/?xep=code&trang=3")
    now = drawn("{% sort 'code' 'Mã' %}", request=request)
    other = drawn("{% sort 'name' 'Tên' default=True %}", request=request)
    assert 'aria-current="true"' in now
    assert "trang" not in now
    assert "aria-current" not in other
    assert "aria-current" in drawn("{% sort 'name' 'Tên' default=True %}", request=rf.get("/don-vi/"))


def test_a_chip_changes_one_choice_and_forgets_the_page(rf: RequestFactory) -> None:
    request = rf.get("/don-vi/?loai=commune&q=an&trang=2")
    assert with_choice(request, "loai", "department") == "?loai=department&q=an"
    every = Chip.of(request, "loai", "")
    assert (every.label, every.url, every.on) == ("Tất cả", "?q=an", False)
    assert Chip.of(request, "loai", "commune", "135", "Xã").on
    assert with_choice(rf.get("/don-vi/?loai=x"), "loai", "") == "/don-vi/"


def test_an_empty_form_that_was_sent_is_a_form_that_was_sent(rf: RequestFactory) -> None:
    assert posted(rf.get("/")) is None
    assert posted(rf.post("/")) is not None


@pytest.fixture
def empty_registry() -> Iterator[None]:
    yield
    pages.fill()


def test_two_entries_with_one_key_are_a_bug(empty_registry: None) -> None:
    entry = registry.MenuEntry(key="a", label="A", url_name="home", icon="home")
    with pytest.raises(ValueError, match="share a key"):
        registry.fill(scope=lambda _request: registry.Scope(), menu=[entry, entry], cards=[], searches=[])


def test_home_shows_the_cards_a_person_may_see_in_order(client: Client, auditor: User, empty_registry: None) -> None:
    cards = [
        registry.HomeCard(key="late", template="web/parts/empty.html", context=lambda _r: {"n": 1}, order=2),
        registry.HomeCard(key="none", template="web/parts/empty.html", context=lambda _r: None, order=1),
        registry.HomeCard(key="shut", template="web/parts/empty.html", context=lambda _r: {}, allowed=lambda _r: False),
        registry.HomeCard(key="slim", template="web/parts/empty.html", context=lambda _r: {}, order=1, wide=False),
    ]
    line = registry.MenuEntry(key="x", label="Có việc", url_name="home", icon="home", phone=1, count=lambda _request: 5)
    registry.fill(
        scope=lambda _r: registry.Scope(province="tỉnh Gia Lai", year=2026), menu=[line], cards=cards, searches=[]
    )
    client.force_login(auditor)
    response = client.get("/")
    assert [found["card"].key for found in response.context["cards"]] == ["slim", "late"]
    page = response.content.decode()
    assert '<small class="td-count">5</small>' in page
    assert "Năm <b>2026</b>" in page


def test_the_menu_shows_only_what_a_person_may_open(client: Client, auditor: User, administrator: User) -> None:
    client.force_login(auditor)
    assert "/nguoi-dung/" not in client.get("/").content.decode()
    client.force_login(administrator)
    assert "/nguoi-dung/" in client.get("/").content.decode()


def test_the_language_is_chosen_not_guessed_and_kept(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    english_browser = {"Accept-Language": "en"}
    assert 'lang="vi"' in client.get("/", headers=english_browser).content.decode()
    assert client.post("/ngon-ngu/", {"language": "en", "next": "/don-vi/"}).headers["Location"] == "/don-vi/"
    response = client.get("/")
    assert 'lang="en"' in response.content.decode()
    assert response.headers["Content-Language"] == "en"
    away = client.post("/ngon-ngu/", {"language": "vi", "next": "https://evil.example/"})
    assert away.headers["Location"] == "/"


def test_no_page_lets_a_script_or_style_of_its_own_run(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    mail = WEB.parent / "reminders/templates/reminders/mail.html"  # read in mail programs, which fetch no style sheet
    for path in set(WEB.parent.rglob("templates/**/*.html")) - {mail}:
        source = path.read_text("utf-8")
        assert " style=" not in source, path
        assert " onclick=" not in source, path
        assert "<style" not in source, path


def test_every_symbol_that_pages_draw_is_in_the_sheet() -> None:
    sheet = (WEB / "static/web/icons.svg").read_text("utf-8")
    drawn_somewhere = {
        name
        for path in WEB.parent.rglob("templates/**/*.html")
        for name in re.findall(r'{% icon "([a-z]+)"', path.read_text("utf-8"))
    }
    for name in drawn_somewhere | {entry.icon for entry in MENU}:
        assert f'id="{name}"' in sheet


def test_a_broken_page_says_so_without_asking_anything_that_may_be_broken(rf: RequestFactory) -> None:
    response = broken(rf.get("/"))
    assert response.status_code == 500
    assert "Có lỗi của phần mềm" in response.content.decode()


def test_a_form_from_an_old_tab_is_refused_with_advice(auditor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(auditor)
    response = client.post("/ho-so/", {"display_name": "x"})
    assert response.status_code == 403
    assert "chưa gửi được" in response.content.decode()


def test_private_pages_are_asked_for_anew_every_time(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    assert client.get("/don-vi/").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("typed", ["", "a", " "])
def test_a_search_for_a_letter_asks_for_more(client: Client, auditor: User, typed: str) -> None:
    client.force_login(auditor)
    response = client.get("/tim/", {"q": typed}, headers={"HX-Request": "true"})
    assert "Gõ từ hai chữ trở lên" in response.content.decode()


def test_a_search_that_finds_nothing_says_what_to_try(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    assert "Thử ít chữ hơn" in client.get("/tim/?q=zzzz").content.decode()


PAIR = re.compile(r'^msgid "(?P<id>.+)"\nmsgstr "(?P<text>.*)"$', re.MULTILINE)


def test_translations_are_compiled_from_their_source() -> None:
    for source in WEB.glob("locale/*/LC_MESSAGES/django.po"):
        with source.with_suffix(".mo").open("rb") as compiled:
            catalogue = gettext.GNUTranslations(compiled)
        pairs = [pair for pair in PAIR.finditer(source.read_text("utf-8")) if "\\" not in pair.group()]
        assert len(pairs) > 20
        for pair in pairs:
            assert catalogue.gettext(pair["id"]) == pair["text"], f"run msgfmt on {source.name}"


def test_pages_in_english_show_no_vietnamese_labels(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    client.post("/ngon-ngu/", {"language": "en"})
    for path in (
        "/",
        "/don-vi/",
        "/tim/?q=zzz",
        "/ho-so/",
        "/nguoi-dung/",
        "/nguoi-dung/them/",
        "/tai-khoan/mat-khau/doi/",
    ):
        page = re.sub(r"<script.*?</script>", "", client.get(path).content.decode(), flags=re.DOTALL)
        assert 'lang="en"' in page
        for word in ("Đăng xuất", "Trang chủ", "Vai trò", "Họ và tên", "Tìm", "Lọc", "Mật khẩu", "Hồ sơ"):
            assert f">{word}" not in page, (path, word)


@pytest.mark.parametrize(("count", "written"), [("2261", "2.261"), ("0", "0"), ("20/135", "20/135"), ("", "")])
def test_a_chip_writes_its_count_as_offices_do(rf: RequestFactory, count: str, written: str) -> None:
    assert Chip.of(rf.get("/"), "han", "", count).count == written
