"""Published results are read with every mistake at its place, and checked against themselves."""

from __future__ import annotations

import runpy
from decimal import Decimal
from pathlib import Path

import pytest

from thuocdo.errors import CompileError, Problem, Severity, TextError
from thuocdo.indices import Published, conflicts, read_published, shipped
from thuocdo.indices.published import Certainty

HEADER = "index,year,province,component,score,max_points,rank,ranked,source,note"
YEN_BAI = (
    "PAR INDEX,2024,Yên Bái,TOTAL,90.54,100,9,63,kế hoạch,",
    "PAR INDEX,2024,Yên Bái,appraised,58.72,,,,kế hoạch,",
    "PAR INDEX,2024,Yên Bái,survey,26.84,32,,,kế hoạch,",
    "PAR INDEX,2024,Yên Bái,sipas,8.69,10,,,kế hoạch,",
    "PAR INDEX,2024,Yên Bái,leaders_survey,18.15,22,,,kế hoạch,",
    "PAR INDEX,2024,Yên Bái,statistics,4.98,,,,kế hoạch,",
)
LAO_CAI = (
    "PAR INDEX,2024,Lào Cai,TOTAL,89.04,,26,63,kế hoạch,",
    "PAR INDEX,2024,Lào Cai,appraised,57.68,,,,kế hoạch,",
    "PAR INDEX,2024,Lào Cai,survey,26,32,,,kế hoạch,",
    "PAR INDEX,2024,Lào Cai,statistics,5.357,,,,kế hoạch,",
)


def read(*rows: str, header: str = HEADER) -> Published:
    return read_published("\n".join([header, *rows]).encode(), name="tinh.csv")


def refused(*rows: str, header: str = HEADER) -> list[Problem]:
    with pytest.raises(CompileError) as error:
        read(*rows, header=header)
    return list(error.value.problems)


def codes(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


class TestSums:
    """Parts add up to the printed whole, within what printing with two decimals may hide."""

    def test_yen_bai_2024_adds_up_exactly(self) -> None:
        assert read(*YEN_BAI).warnings == ()

    def test_lao_cai_2024_adds_up_once_rounded(self) -> None:
        assert read(*LAO_CAI).warnings == ()  # 57.68 + 26 + 5.357 = 89.037, printed 89.04

    @pytest.mark.parametrize("printed", ["26", "26.00"])
    def test_a_printed_26_beside_8_4389_and_17_54_is_flagged_and_kept(self, printed: str) -> None:
        rows = [row.replace(",survey,26,", f",survey,{printed},") for row in LAO_CAI]
        parts = (
            "PAR INDEX,2024,Lào Cai,sipas,8.4389,10,,,kế hoạch,",
            "PAR INDEX,2024,Lào Cai,leaders_survey,17.54,22,,,kế hoạch,",
        )
        found = read(*rows, *parts)

        assert codes(found.warnings) == ["IX-220"]
        assert found.warnings[0].severity is Severity.WARNING
        assert found.warnings[0].place.row == 4
        assert "8,4389 + 17,54 = 25,9789, nhưng nguồn in 26" in found.warnings[0].message()
        assert found.of("PAR INDEX", 2024, "Lào Cai", "survey")[0].score == 26

    def test_a_sum_that_no_rounding_explains_is_refused(self) -> None:
        problems = refused(*[row.replace("90.54", "95.54") for row in YEN_BAI])

        assert codes(problems) == ["IX-215"]
        assert "58,72 + 26,84 + 4,98 = 90,54" in problems[0].message()

    def test_parts_of_another_source_are_not_added_to_it(self) -> None:
        assert read(*LAO_CAI[:3], LAO_CAI[3].replace("kế hoạch", "báo")).warnings == ()

    def test_a_part_without_a_score_leaves_nothing_to_add(self) -> None:
        assert read(*YEN_BAI[:2], *[row.replace("26.84", "") for row in YEN_BAI[2:3]], YEN_BAI[5]).warnings == ()

    def test_papi_dimensions_and_sub_dimensions_add_up(self) -> None:
        rows = [
            f"PAPI,2024,Lào Cai,{code},{score},,,,x,"
            for code, score in (("D1", "4.1"), ("S1.1", "2.05"), ("S1.2", "2.05"))
        ]

        assert read(*rows).warnings == ()
        assert codes(read(*rows[:2], rows[2].replace("2.05", "2.15")).warnings) == ["IX-220"]


class TestMaxima:
    """Parts fit on the scale."""

    def test_67_and_32_beside_a_third_part_that_scored_are_refused_with_the_contradiction_named(self) -> None:
        rows = [row.replace("58.72,", "58.72,67") if "appraised" in row else row for row in YEN_BAI]
        problems = refused(*rows)

        assert codes(problems) == ["IX-213"]
        text = problems[0].render()
        assert "tinh.csv, dòng 2" in text
        assert "thang điểm là 100, các phần appraised 67 + survey 32, mà phần còn lại đã đạt statistics 4,98" in text
        assert "cần ít nhất 103,98" in text

    def test_the_scale_of_par_index_is_100_where_no_row_says_so(self) -> None:
        rows = [row.replace(",90.54,100,", ",90.54,,") for row in YEN_BAI]
        rows = [row.replace("58.72,", "58.72,67") if "appraised" in row else row for row in rows]

        assert codes(refused(*rows)) == ["IX-213"]

    def test_the_contradiction_is_found_without_the_total_too(self) -> None:
        rows = [row.replace("58.72,", "58.72,67") if "appraised" in row else row for row in YEN_BAI[1:]]
        problems = refused(*rows)

        assert codes(problems) == ["IX-213"]
        assert problems[0].place.item == "PAR INDEX 2024, Yên Bái, TOTAL"

    def test_maxima_that_are_all_stated_add_up_to_the_scale(self) -> None:
        rows = [row.replace("58.72,", "58.72,62") if "appraised" in row else row for row in YEN_BAI]

        assert read(*rows[:5], rows[5].replace("4.98,", "4.98,6")).warnings == ()
        assert codes(refused(*rows[:5], rows[5].replace("4.98,", "4.98,7"))) == ["IX-214"]
        assert codes(refused(*rows[:5], rows[5].replace("4.98,", "4.98,5"))) == ["IX-214"]

    def test_a_score_may_not_exceed_its_maximum(self) -> None:
        problems = refused("PAR INDEX,2024,Yên Bái,sipas,10.69,10,,,x,", "PAR INDEX,2023,Yên Bái,TOTAL,100.5,,,,x,")

        assert codes(problems) == ["IX-211", "IX-211"]

    def test_an_index_of_which_nothing_is_known_is_taken_as_it_is(self) -> None:
        assert len(read("DTI,2024,Lào Cai,TOTAL,640.2,,,,x,").results) == 1


class TestRanks:
    """Places and scores agree."""

    def test_a_place_beyond_those_ranked_is_refused(self) -> None:
        assert codes(refused("PAPI,2024,Lào Cai,TOTAL,41.75,,62,61,x,")) == ["IX-212"]

    def test_a_better_place_with_a_lower_score_is_flagged(self) -> None:
        found = read("SIPAS,2024,Yên Bái,TOTAL,86.42,,9,63,a,", "SIPAS,2024,Hà Nội,TOTAL,86.50,,11,63,b,")

        assert codes(found.warnings) == ["IX-222"]
        assert "Yên Bái 86,42; 9/63 (a) xếp trên Hà Nội 86,50; 11/63 (b)" in found.warnings[0].message()

    def test_two_sources_of_one_province_and_shared_places_are_no_contradiction(self) -> None:
        rows = (
            "SIPAS,2024,Yên Bái,TOTAL,86.42,,9,63,a,",
            "SIPAS,2024,Yên Bái,TOTAL,86.421,,9,63,b,",
            "SIPAS,2024,Lào Cai,TOTAL,84.92,,19,63,a,",
            "SIPAS,2024,Hà Nội,TOTAL,84.93,,19,63,a,",
        )
        assert read(*rows).warnings == ()


class TestConflicts:
    """What sources say differently is shown from both, never hidden."""

    def test_two_scores_of_two_sources_are_both_kept_and_named(self) -> None:
        found = read("PAR INDEX,2023,Hải Phòng,TOTAL,91.87,,2,,VGP,", "PAR INDEX,2023,Hải Phòng,TOTAL,91.81,,2,,báo,")

        assert [str(one.score) for one in found.of("PAR INDEX", 2023, "Hải Phòng")] == ["91.87", "91.81"]
        assert codes(found.warnings) == ["IX-221"]
        assert "Hải Phòng 91,87; 2/? (VGP); Hải Phòng 91,81; 2/? (báo)" in found.warnings[0].message()

    @pytest.mark.parametrize(
        ("one", "other", "conflict"),
        [
            ("42.49,,28,61", "42.490761,,28,61", False),  # one prints fewer decimals
            ("41.93,,46,61", "41.939053,,46,61", True),  # cut, not rounded
            ("42.49,,28,63", "42.49,,28,61", True),  # among how many
            ("42.49,,,", "42.49,,28,61", False),  # not said is not contradicted
            (",,28,61", "42.49,,28,61", False),
        ],
    )
    def test_only_what_both_say_can_disagree(self, one: str, other: str, conflict: bool) -> None:
        found = read(f"PAPI,2023,Yên Bái,TOTAL,{one},a,", f"PAPI,2023,Yên Bái,TOTAL,{other},b,")

        assert bool(conflicts(found.results)) is conflict

    def test_one_source_may_not_say_two_things(self) -> None:
        problems = refused("SIPAS,2024,Yên Bái,TOTAL,86.42,,,,a,", "SIPAS,2024,Yên Bái,TOTAL,86.43,,,,a,")

        assert codes(problems) == ["IX-206"]
        assert "dòng 2 và dòng 3" in problems[0].message()


class TestBadInput:
    """Every mistake is named at its row and column, all of them at once; nothing is taken in."""

    def test_a_missing_column_is_named_with_those_there_are(self) -> None:
        problems = refused("PAPI,2024,42", header="index,year,score")

        assert codes(problems) == ["IX-201"]
        assert "province, component" in problems[0].message()

    def test_all_mistakes_are_found_together(self) -> None:
        problems = refused(
            "PAPI,hai nghìn,Lào Cai,TOTAL,41.75,,,,x,",
            "PAPI,2024,,TOTAL,41.75,,,,x,",
            'PAPI,2024,Lào Cai,TOTAL,"41,75",,,,x,',
            "PAPI,2024,Lào Cai,D1,-4,,4.5,,x,",
        )

        assert [(problem.code, problem.place.row, problem.place.column) for problem in problems] == [
            ("IX-204", 2, "year"),
            ("IX-202", 3, "province"),
            ("VN-104", 4, "score"),
            ("IX-203", 5, "score"),
            ("IX-204", 5, "rank"),
        ]
        assert {problem.place.file for problem in problems} == {"tinh.csv"}

    def test_an_unknown_basis_is_refused_with_the_known_ones(self) -> None:
        problems = refused("PAPI,2024,Lào Cai,TOTAL,41.75,đoán", header="index,year,province,component,score,basis")

        assert codes(problems) == ["IX-205"]
        assert "published, derived, inferred, low_confidence" in problems[0].message()

    def test_an_empty_file_is_no_table(self) -> None:
        with pytest.raises(TextError, match="VN-401"):
            read_published(b"", name="trong.csv")

    @pytest.mark.parametrize("spelling", ["PAR INDEX", "PAR_INDEX", "ParIndex", "par index"])
    def test_an_index_may_be_spelled_in_several_ways(self, spelling: str) -> None:
        assert read(f"{spelling},2024,Yên Bái,TOTAL,90.54,,9,63,x,").results[0].index == "PAR INDEX"

    def test_semicolons_and_decimal_commas_are_read_as_what_they_are(self) -> None:
        found = read_published(
            b"\xef\xbb\xbfindex;year;province;component;score\nSIPAS;2024;Cao B\xe1\xba\xb1ng;TOTAL;86,42\n",
            name="excel.csv",
        )
        assert found.results[0].score == Decimal("86.42")


class TestShipped:
    """The published results that come with the package."""

    def test_they_hold_what_the_documents_quote(self) -> None:
        yen_bai = shipped().of("PAR INDEX", 2024, "Yên Bái")[0]

        assert (str(yen_bai.score), yen_bai.rank, yen_bai.ranked) == ("90.54", 9, 63)
        assert [str(one.score) for one in shipped().of("PAPI", 2024, "Lào Cai")] == ["41.75", "41.748901"]

    def test_their_doubts_are_those_that_the_documents_explain(self) -> None:
        doubts = [(one.code, (one.place.item or "").split(", ")[0:2]) for one in shipped().warnings]

        assert doubts == [
            ("IX-220", ["PAR INDEX 2024", "Lào Cai"]),
            ("IX-221", ["PAR INDEX 2023", "Hải Phòng"]),
            ("IX-221", ["PAPI 2023", "Yên Bái"]),
            ("IX-221", ["PAPI 2023", "Lào Cai"]),
            ("IX-221", ["PAPI 2024", "Yên Bái"]),
            ("IX-222", ["SIPAS 2024", "Yên Bái"]),
        ]

    def test_every_figure_has_a_source_and_a_basis(self) -> None:
        for one in shipped().results:
            assert one.source, one
            assert (one.basis is not None) == (one.score is not None), one
            assert (one.rank_basis is not None) == (one.rank is not None), one

    def test_what_was_concluded_or_doubted_stays_marked(self) -> None:
        results = shipped()

        assert results.of("PAR INDEX", 2023, "Lào Cai")[0].basis is Certainty.DERIVED
        assert results.of("PAR INDEX", 2024, "Lâm Đồng")[0].basis is Certainty.LOW_CONFIDENCE
        assert results.of("PAR INDEX", 2021, "Đà Nẵng")[0].rank_basis is Certainty.INFERRED

    def test_means_and_extremes_are_not_provinces(self) -> None:
        aggregates = {one.province for one in shipped().results if one.is_aggregate}

        assert "_Toàn quốc" in aggregates
        assert "_Trung bình cả nước" in aggregates
        assert len(aggregates) == 8

    def test_no_province_of_today_has_a_figure_from_before_it_existed(self) -> None:
        assert max(one.year for one in shipped().results) == 2024

    @pytest.mark.needs_shared
    def test_they_are_what_the_script_makes_of_the_collected_facts(self, shared: Path) -> None:
        root = Path(__file__).parents[3]
        script = runpy.run_path(str(root / "scripts" / "make_published.py"))

        assert (root / "src/thuocdo/indices/facts/published_results.csv").read_text("utf-8") == script["make"](shared)

    @pytest.mark.needs_shared
    def test_every_figure_taken_from_a_plan_stands_in_that_plan(self, shared: Path) -> None:
        for one in shipped().results:
            if "(seeds/" not in one.source or one.basis is not Certainty.PUBLISHED or one.score is None:
                continue
            text = (shared / "seeds" / one.source.rpartition("/")[2].rstrip(")")).read_text("utf-8")
            assert str(one.score).replace(".", ",") in text, one
            if one.rank is not None and one.ranked is not None:
                assert f"{one.rank}/{one.ranked}" in text, one
