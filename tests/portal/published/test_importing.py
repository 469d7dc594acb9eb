"""Taking in published results: contradictions refused by name, nothing twice, nothing a source said ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from thuocdo.errors import CompileError
from thuocdo.portal.audit.models import Event
from thuocdo.portal.results.models import ImportDraft, PublishedFigure, PublishedImport
from thuocdo.portal.results.selectors.published_plans import plan_published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.organizations.models import User

HEAD = "index,year,province,component,score,max_points,rank,ranked,source,note"
YEN_BAI = (
    "PAR INDEX,2024,Yên Bái,TOTAL,90.54,100,9,63,kế hoạch,",
    "PAR INDEX,2024,Yên Bái,appraised,58.72,,,,kế hoạch,",
    "PAR INDEX,2024,Yên Bái,survey,26.84,32,,,kế hoạch,",
    "PAR INDEX,2024,Yên Bái,statistics,4.98,,,,kế hoạch,",
)


def content(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def codes(error: pytest.ExceptionInfo[CompileError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_figures_are_kept_as_printed_with_their_sources(shipped: PublishedImport) -> None:
    figure = PublishedFigure.objects.get(index="PAR INDEX", year=2024, province="Yên Bái", component="TOTAL")

    assert (figure.score, figure.rank, figure.ranked, figure.basis) == ("90.54", 9, 63, "published")
    assert figure.unit is not None
    assert figure.unit.full_name == "tỉnh Yên Bái (cũ)"
    assert shipped.figures_count == PublishedFigure.objects.count() == 1463


def test_the_same_content_again_changes_nothing_whatever_its_order(take_in: Callable[..., PublishedImport]) -> None:
    first = take_in(*YEN_BAI)
    events = Event.objects.count()

    again = take_in(*reversed(YEN_BAI))

    assert again.pk == first.pk
    assert PublishedFigure.objects.count() == 4
    assert Event.objects.count() == events


def test_a_larger_file_adds_only_what_is_new(take_in: Callable[..., PublishedImport]) -> None:
    take_in(*YEN_BAI)

    more = take_in(*YEN_BAI, "PAR INDEX,2024,Lào Cai,TOTAL,89.04,100,26,63,kế hoạch,")

    assert (more.figures_count, more.same_count) == (1, 4)


def test_maxima_of_67_and_32_beside_a_third_part_that_scored_are_refused_with_the_contradiction_named(
    take_in: Callable[..., PublishedImport],
) -> None:
    rows = [row.replace("58.72,,", "58.72,67,") for row in YEN_BAI]

    with pytest.raises(CompileError) as error:
        take_in(*rows)

    assert codes(error) == ["IX-213"]
    assert "67" in str(error.value)
    assert "4,98" in str(error.value)
    assert PublishedFigure.objects.count() == PublishedImport.objects.count() == 0


def test_a_contradiction_with_what_was_stored_before_is_refused_too(take_in: Callable[..., PublishedImport]) -> None:
    take_in(*YEN_BAI[1:])

    with pytest.raises(CompileError) as error:
        take_in("PAR INDEX,2024,Yên Bái,TOTAL,92.54,100,9,63,kế hoạch,")

    assert codes(error) == ["IX-215"]


def test_a_printed_26_beside_parts_of_25_9789_is_taken_in_and_flagged(take_in: Callable[..., PublishedImport]) -> None:
    stored = take_in(
        "PAR INDEX,2024,Lào Cai,survey,26,32,,,kế hoạch,",
        "PAR INDEX,2024,Lào Cai,sipas,8.4389,10,,,kế hoạch,",
        "PAR INDEX,2024,Lào Cai,leaders_survey,17.54,22,,,kế hoạch,",
    )

    assert [warning["code"] for warning in stored.warnings] == ["IX-220"]


def test_two_sources_that_disagree_are_both_kept(take_in: Callable[..., PublishedImport]) -> None:
    stored = take_in("PAPI,2023,Lào Cai,TOTAL,42.11,,33,63,kế hoạch,", "PAPI,2023,Lào Cai,TOTAL,42.107501,,33,61,papi,")

    assert PublishedFigure.objects.count() == 2
    assert [warning["code"] for warning in stored.warnings] == ["IX-221"]


def test_what_was_doubtful_before_is_not_blamed_on_the_next_file(take_in: Callable[..., PublishedImport]) -> None:
    take_in("PAPI,2023,Lào Cai,TOTAL,42.11,,33,63,kế hoạch,", "PAPI,2023,Lào Cai,TOTAL,42.107501,,33,61,papi,")

    assert take_in("PAPI,2023,Lai Châu,TOTAL,43.62,,18,61,papi,").warnings == []


def test_a_source_that_says_something_else_needs_a_deliberate_word_and_its_old_figure_is_kept(
    take_in: Callable[..., PublishedImport],
) -> None:
    take_in("PAR INDEX,2024,Lai Châu,TOTAL,85.97,,56,63,kế hoạch,")
    corrected = "PAR INDEX,2024,Lai Châu,TOTAL,85.79,,56,63,kế hoạch,"
    with pytest.raises(CompileError) as error:
        take_in(corrected)
    assert codes(error) == ["RS-202"]
    assert "85.97" in str(error.value)

    take_in(corrected, replaces=True)

    scores = {figure.score: figure.replaced_at for figure in PublishedFigure.objects.all()}
    assert scores["85.97"] is not None
    assert scores["85.79"] is None


def test_a_note_in_other_words_replaces_the_old_one_without_ado(take_in: Callable[..., PublishedImport]) -> None:
    take_in("PAPI,2024,Lai Châu,TOTAL,43.48,,31,61,papi,derived")
    again = take_in("PAPI,2024,Lai Châu,TOTAL,43.48,,31,61,papi,tính ra")

    assert (again.figures_count, again.replaced_count) == (0, 1)
    assert PublishedFigure.objects.get(replaced_at__isnull=True).note == "tính ra"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("PCI,2024,Lào Cai,TOTAL,68.56,,23,63,báo,", "RS-201"),
        ("PAPI,2024,Lào Cay,TOTAL,41.75,,48,61,báo,", "UN-102"),
        ("PAPI,2025,Yên Bái,TOTAL,41.75,,,,báo,", "UN-103"),
        ("PAPI,2024,Lào Cai,TOTAL,,,70,61,báo,", "IX-212"),
        ("PAPI,2024,Lào Cai,TOTAL,-1,,,,báo,", "IX-203"),
    ],
)
def test_a_file_with_one_wrong_row_is_refused_whole(provinces: None, row: str, code: str) -> None:
    plan = plan_published(name="ket_qua.csv", content=content(YEN_BAI[0], row))

    assert [problem.code for problem in plan.problems] == [code]
    assert plan.problems[0].place.row == 3
    assert not plan.ready


@pytest.mark.parametrize("data", [b"", "index,year\n".encode("utf-16"), b"\xff\xd8\xff\xe0 not a table"])
def test_what_is_no_table_is_refused_with_a_problem(provinces: None, data: bytes) -> None:
    assert plan_published(name="anh.csv", content=data).problems


def test_a_short_name_and_the_official_name_are_one_province(take_in: Callable[..., PublishedImport]) -> None:
    take_in("PAR INDEX,2023,TP. Hồ Chí Minh,TOTAL,86.97,,33,,báo,")
    again = take_in("PAR INDEX,2023,Hồ Chí Minh,TOTAL,86.97,,33,,báo,")

    assert again.figures_count in {0, 1}
    assert PublishedFigure.objects.count() == 1


def test_the_database_itself_refuses_a_rank_beyond_the_ranked(take_in: Callable[..., PublishedImport]) -> None:
    take_in(YEN_BAI[0])
    figure = PublishedFigure.objects.get()
    figure.pk, figure.rank, figure.source = None, 64, "khác"

    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save()


def test_the_database_takes_no_province_without_its_unit(take_in: Callable[..., PublishedImport]) -> None:
    take_in(YEN_BAI[0])
    figure = PublishedFigure.objects.get()
    figure.pk, figure.unit, figure.source = None, None, "khác"

    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save()


def test_a_coordinator_looks_before_anything_is_stored_and_then_says_yes(
    client: Client, coordinator: User, provinces: None
) -> None:
    client.force_login(coordinator)
    file = SimpleUploadedFile("ket_qua.csv", content(*YEN_BAI))

    preview = client.post("/ket-qua-cong-bo/nhap/", {"file": file}, follow=True)
    assert PublishedFigure.objects.count() == 0
    assert "Nhập 4 số liệu mới" in preview.content.decode()

    done = client.post(preview.redirect_chain[-1][0], {"act": "confirm"}, follow=True)
    assert "Đã nhập 4 số liệu mới" in done.content.decode()
    assert PublishedFigure.objects.count() == 4
    assert ImportDraft.objects.count() == 0
    event = Event.objects.get(action="results.published.imported")
    assert event.by_name == str(coordinator)


def test_a_file_with_problems_shows_them_and_cannot_be_confirmed(
    client: Client, coordinator: User, provinces: None
) -> None:
    client.force_login(coordinator)
    file = SimpleUploadedFile("ket_qua.csv", content("PAPI,2024,Lào Cay,TOTAL,41.75,,48,61,báo,"))

    preview = client.post("/ket-qua-cong-bo/nhap/", {"file": file}, follow=True)
    assert "Lào Cay" in preview.content.decode()
    assert 'value="confirm"' not in preview.content.decode()

    refused = client.post(preview.redirect_chain[-1][0], {"act": "confirm"})
    assert refused.status_code == 409
    assert PublishedFigure.objects.count() == 0


def test_a_correction_is_replaced_only_after_it_was_chosen(
    client: Client, coordinator: User, take_in: Callable[..., PublishedImport]
) -> None:
    take_in("PAR INDEX,2024,Lai Châu,TOTAL,85.97,,56,63,kế hoạch,")
    client.force_login(coordinator)
    file = SimpleUploadedFile("moi.csv", content("PAR INDEX,2024,Lai Châu,TOTAL,85.79,,56,63,kế hoạch,"))
    preview = client.post("/ket-qua-cong-bo/nhap/", {"file": file}, follow=True)
    address = preview.redirect_chain[-1][0]
    assert "RS-202" in preview.content.decode()

    chosen = client.post(address, {"act": "replace"}, follow=True)
    assert 'value="confirm"' in chosen.content.decode()
    client.post(address, {"act": "confirm"})

    assert PublishedFigure.objects.filter(replaced_at__isnull=True).get().score == "85.79"


def test_another_coordinators_upload_cannot_be_opened(
    client: Client, coordinator: User, administrator: User, provinces: None
) -> None:
    client.force_login(coordinator)
    file = SimpleUploadedFile("ket_qua.csv", content(*YEN_BAI))
    address = client.post("/ket-qua-cong-bo/nhap/", {"file": file}).headers["Location"]
    client.force_login(administrator)

    assert client.get(address).status_code == 404
    assert client.post(address, {"act": "confirm"}).status_code == 404


def test_an_upload_can_be_given_up(client: Client, coordinator: User, provinces: None) -> None:
    client.force_login(coordinator)
    file = SimpleUploadedFile("ket_qua.csv", content(*YEN_BAI))
    address = client.post("/ket-qua-cong-bo/nhap/", {"file": file}).headers["Location"]

    client.post(address, {"act": "give-up"})

    assert ImportDraft.objects.count() == PublishedFigure.objects.count() == 0


def test_a_new_source_that_repeats_a_doubtful_sum_is_flagged_again(take_in: Callable[..., PublishedImport]) -> None:
    doubtful = (
        "PAR INDEX,2024,Lào Cai,survey,26,32,,,{},",
        "PAR INDEX,2024,Lào Cai,sipas,8.4389,10,,,{},",
        "PAR INDEX,2024,Lào Cai,leaders_survey,17.54,22,,,{},",
    )
    take_in(*(row.format("kế hoạch") for row in doubtful))

    stored = take_in(*(row.format("báo cáo") for row in doubtful))

    assert [warning["code"] for warning in stored.warnings] == ["IX-220"]


def test_the_preview_says_of_which_figure_sources_disagree(
    client: Client, coordinator: User, take_in: Callable[..., PublishedImport]
) -> None:
    take_in("PAR INDEX,2024,Lào Cai,appraised,57.68,,,,kế hoạch,")
    client.force_login(coordinator)
    file = SimpleUploadedFile("ket_qua.csv", content("PAR INDEX,2024,Lào Cai,appraised,59.03,,,,báo cáo,"))

    text = client.post("/ket-qua-cong-bo/nhap/", {"file": file}, follow=True).content.decode()

    assert "<b>PAR INDEX 2024, Lào Cai, appraised</b>: Các nguồn nêu khác nhau" in text
