"""Forms that draw each other: what they come to is told by the file, and only what no document draws is refused."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from pipeline.errors import DocumentError
from pipeline.ingest.pdf_forms import MOST_DRAWN, require_modest_forms

MOST = 1 << 20
FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]%s/Filter/FlateDecode>>"
TEN_TIMES = b"q /X Do Q\n" * 10


def file_of(objects: Mapping[int, bytes]) -> bytes:
    return b"%PDF-1.5\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in objects.items())


def stream(head: bytes, plain: bytes) -> bytes:
    return head + b"stream\n" + zlib.compress(plain) + b"\nendstream"


def page(resources: bytes, contents: bytes = b"/Contents 3 0 R") -> bytes:
    return b"<</Type/Page/Parent 1 0 R%s%s>>" % (contents, resources)


def named(number: int) -> bytes:
    return b"/Resources<</XObject<</X %d 0 R>>>>" % number


def forms(levels: int) -> dict[int, bytes]:
    """A page that draws form 10 ten times, which draws form 11 ten times, and so on."""
    last = 10 + levels - 1
    chain = {number: stream(FORM % named(number + 1), TEN_TIMES) for number in range(10, last)}
    return {
        2: page(named(10)),
        3: stream(b"<</Filter/FlateDecode>>", TEN_TIMES),
        **chain,
        last: stream(FORM % b"", b""),
    }


def refused(objects: Mapping[int, bytes]) -> bool:
    """Whether a file is refused, by its code."""
    try:
        require_modest_forms(file_of(objects), MOST)
    except DocumentError as error:
        return error.code == "I007"
    return False


def test_forms_that_draw_each_other_are_refused_by_how_often_they_are_drawn() -> None:
    assert [refused(forms(levels)) for levels in (1, 2, 3, 4, 5, 6, 30)] == [False] * 4 + [True] * 3


def test_resources_of_a_page_may_stand_in_an_object_of_their_own_or_above_it() -> None:
    own, above = forms(6), forms(6)
    own |= {2: page(b"/Resources 4 0 R"), 4: b"<</ProcSet[/PDF]/XObject 5 0 R>>", 5: b"<</X 10 0 R>>"}
    above |= {2: page(b""), 1: b"<</Type/Pages/Kids[2 0 R]%s>>" % named(10)}
    assert refused(own)
    assert refused(above)


def test_a_page_may_stand_in_a_stream_of_objects_and_have_several_contents() -> None:
    objects = forms(5)
    packed = page(named(10), b"/Contents[3 0 R 4 0 R]")
    objects[4] = stream(b"<</Filter/FlateDecode>>", b"/X Do\n" * 40)
    objects[9] = stream(b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>", b"2 0 " + packed)
    del objects[2]
    assert refused(objects)


def test_forms_in_a_circle_are_no_endless_drawing() -> None:
    objects = forms(3)
    objects[12] = stream(FORM % named(10), TEN_TIMES)
    assert not refused(objects)


def test_a_figure_of_very_many_points_is_a_document() -> None:
    figure = {
        2: page(named(10)),
        3: stream(b"<</Filter/FlateDecode>>", b"/X Do"),
        11: stream(FORM % b"", b"0 0 1 1 re f"),
    }
    most = stream(FORM % named(11), b"/X Do\n" * (MOST_DRAWN - 1))
    assert not refused({**figure, 10: most})
    assert refused({**figure, 10: stream(FORM % named(11), b"/X Do\n" * MOST_DRAWN)})


def test_what_cannot_be_unpacked_is_left_to_other_limits() -> None:
    objects = {number: value.replace(b"x\x9c", b"zz") for number, value in forms(6).items()}
    assert not refused(objects)
    assert not refused({1: b"<</Type/Page/Contents 99 0 R/Resources 98 0 R>> Form Form", 2: b"<</Subtype/Form>>"})
