"""Unicode is read; TCVN3, VNI and Windows-1258 are named and refused; sound Vietnamese is never suspected."""

import unicodedata

import pytest

from thuocdo.errors import TextError
from thuocdo.units import loading
from thuocdo.vietnamese import encodings
from thuocdo.vietnamese.encodings import decode, find_legacy, is_syllable, looks_like_tcvn3, looks_like_vni

TEXT = "Số hồ sơ tiếp nhận của UBND tỉnh Đắk Lắk"
TCVN3 = "Sè hå s¬ tiÕp nhËn cña UBND tØnh §¾k L¾k"
VNI = "Soá hoà sô tieáp nhaän cuûa UBND tænh Ñaék Laék"


def to_windows_1258(text: str) -> bytes:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        out += (base + "".join(mark for mark in marks if mark in tones)).encode("cp1258")
    return out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_is_read_and_composed(encoding, form):
    assert decode(unicodedata.normalize(form, TEXT).encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TCVN3.encode("latin-1"), "TCVN3 (ABC)"),
        (TCVN3.encode("utf-8"), "TCVN3 (ABC)"),
        (VNI.encode("latin-1"), "VNI"),
        (VNI.encode("utf-8"), "VNI"),
        (VNI.upper().encode("utf-8"), "VNI"),
        (to_windows_1258(TEXT), "Windows-1258"),
        (("x" * 300_000 + " " + TCVN3).encode("utf-8"), "TCVN3 (ABC)"),
    ],
)
def test_a_legacy_encoding_is_named_with_an_example_and_the_way_out(data, encoding):
    with pytest.raises(TextError) as refused:
        decode(data, name="a.csv")

    problem = refused.value.problems[0]
    assert problem.code == "VN-302"
    assert problem.params["encoding"] == encoding
    assert problem.place.file == "a.csv"
    assert is_syllable(problem.params["meant"])
    assert "UTF-8" in problem.render()


@pytest.mark.parametrize(
    ("word", "encoding", "meant"),
    [
        ("§¾k", "TCVN3 (ABC)", "Đắk"),
        ("B×nh", "TCVN3 (ABC)", "Bình"),
        ("t\xadíng", "TCVN3 (ABC)", "tướng"),
        ("Phöôøng", "VNI", "Phường"),
        ("Tænh", "VNI", "Tỉnh"),
        ("ñöôïc", "VNI", "được"),
        ("Xaõ", "VNI", "Xã"),
    ],
)
def test_one_word_is_enough(word, encoding, meant):
    legacy = find_legacy(word)

    assert legacy is not None
    assert (legacy.encoding, legacy.meant) == (encoding, meant)


def test_each_encoding_can_be_asked_for():
    assert looks_like_tcvn3(TCVN3)
    assert looks_like_vni(VNI)
    assert not looks_like_tcvn3(TEXT)
    assert not looks_like_vni(TEXT)
    assert not looks_like_vni("plain")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Hòa Bình, Hoà Bình, toán, tô, hồ",
        "5 µm · 12 m² «Hà Nội» 30°C ghi chú¹",
        "café résumé Müller naïve São Paulo",
        "§ 3, ©, ½",
    ],
)
def test_sound_text_is_not_suspected(text):
    assert find_legacy(text) is None


def test_no_name_of_a_unit_is_suspected():
    every = [
        loading.provinces(),
        loading.provinces_before(),
        loading.communes(),
        loading.districts_before(),
        loading.communes_before(),
    ]
    names = {unit.name for units in every for unit in units.values()}

    assert [name for name in names if find_legacy(name)] == []


@pytest.mark.parametrize("word", ["quá", "qúa", "già", "giếng", "khuỷu", "ngoằn", "nguyễn", "hoặc", "rượu", "Đắk"])
def test_syllables_are_recognised(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["caù", "tóán", "résumé", "toâi", "Krông"])
def test_what_is_no_syllable_is_not(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("data", [TCVN3.encode("utf-8"), VNI.encode("latin-1"), to_windows_1258(TEXT)])
def test_a_legacy_word_is_placed_at_its_line(data):
    with pytest.raises(TextError) as refused:
        decode(b"unit\nH21\n" + data, name="a.csv")

    assert refused.value.problems[0].place.row == 3


def test_other_bytes_are_refused_at_their_line():
    with pytest.raises(TextError) as refused:
        decode(b"a;b\n1;\xff\x81\n", name="a.csv")

    problem = refused.value.problems[0]
    assert (problem.code, problem.place.row, problem.params["found"]) == ("VN-301", 2, "0xFF")


def test_a_binary_file_is_refused_as_such():
    with pytest.raises(TextError) as refused:
        decode(b"PK\x03\x04\x00\x00", name="a.xlsx")

    assert refused.value.problems[0].code == "VN-303"


def test_broken_utf_16_is_refused():
    with pytest.raises(TextError) as refused:
        decode(b"\xff\xfea\x00\x00\xd8", name="a.csv")

    assert refused.value.problems[0].code == "VN-301"


def test_nearly_every_unit_of_today_is_recognised_when_written_in_tcvn3():
    letters = {ord(letter): chr(place) for place, letter in encodings._TCVN3.items()}
    written = [unit.full_name.translate(letters) for unit in loading.communes().values()]
    missed = [text for text in written if not text.isascii() and not looks_like_tcvn3(text)]

    assert len(missed) < len(written) / 100  # single names such as Đakrông that follow no Vietnamese spelling
    assert looks_like_tcvn3("\n".join(missed + written))


@pytest.mark.needs_shared
def test_no_document_of_the_project_is_suspected(shared):
    documents = [path for path in shared.rglob("*") if path.suffix in {".txt", ".csv", ".yaml", ".md"}]

    assert documents
    assert [path.name for path in documents if find_legacy(path.read_text("utf-8"))] == []
