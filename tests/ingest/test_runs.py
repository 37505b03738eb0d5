"""Marks of notes, what is struck out, symbols and equations, in HTML and DOCX: no quantity glued, torn or lost."""

from __future__ import annotations

import pytest
from office_files import package

from pipeline.config import Config
from pipeline.facts import Facts
from pipeline.flow import extract_bytes
from pipeline.ingest import read_document
from pipeline.records import RawDocument

CONFIG = Config(words=False)
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def _html(body: str) -> bytes:
    return f"<html><head><meta charset='utf-8'></head><body><h1>白沙县2022年工作总结</h1>{body}</body></html>".encode()


def _docx(body: str, styles: str = "") -> bytes:
    parts = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {_NAMES}>{styles}</w:styles>"
    return package(parts)


def _word(markup: str) -> str:
    """A paragraph of runs: <sup>…</sup> raised, <s>…</s> struck out."""
    runs, properties = "", {"": "", "sup": '<w:vertAlign w:val="superscript"/>', "s": "<w:strike/>"}
    for piece in markup.replace("</sup>", "<").replace("</s>", "<").split("<"):
        style, close, text = piece.partition(">")
        style, text = (style, text) if close else ("", piece)
        runs += f'<w:r><w:rPr>{properties[style]}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{runs}</w:p>"


def _claims(facts: Facts) -> list[tuple[str, str]]:
    return [(str(claim.value), claim.unit) for claim in facts.claims]


def _both(markup: str) -> tuple[Facts, Facts]:
    page = extract_bytes(_html(f"<p>{markup}</p>"), "a.html", CONFIG)
    return page, extract_bytes(_docx(_word(markup)), "a.docx", CONFIG)


@pytest.mark.parametrize(
    ("markup", "claims"),
    [
        ("全县有床位70<sup>3</sup>张。", [("70", "张")]),
        ("生产总值<sup>2</sup>130.5亿元，比上年增长5.2%<sup>3</sup>。", [("13050000000.0", "元"), ("5.2", "%")]),
        ("学校32<sup>1</sup>所，教师780<sup>[5]</sup>名。", [("32", "所"), ("780", "名")]),
        ("学校32<sup>[</sup><sup>12</sup><sup>]</sup>所。", [("32", "所")]),
        ("教师780<sup>①</sup>名，班级45<sup>(2)</sup>个。", [("780", "名"), ("45", "个")]),
        ("教师780<sup>注1</sup>名，图书3<sup>a</sup>万册。", [("780", "名"), ("30000", "册")]),
        ("教师780<sup>*</sup>名，图书3.5万<sup>1,2</sup>册。", [("780", "名"), ("35000.0", "册")]),
        ("投入1,200<sup>6</sup>万元，占9<sup>7</sup>%。", [("12000000", "元"), ("9", "%")]),
        ("粮食产量<sup>4-6</sup>1.2万吨。", [("12000.0", "吨")]),
        ("教师 780 <sup>2</sup> 名。", [("780", "名")]),
        ("校舍600m<sup>2</sup>，水库3km<sup>2</sup>。", [("600", "m²"), ("3", "km²")]),
        ("校舍600m<sup>2</sup><sup>[3]</sup>。", [("600", "m²")]),
        ("校舍600米<sup>2</sup>，土方80m<sup>3</sup>。", [("600", "米²"), ("80", "m³")]),
        ("体温37.5<sup>o</sup>C，气温30<sup>0</sup>C。", [("37.5", "°C"), ("30", "°C")]),
        ("产量10<sup>4</sup>t，功率10<sup>3</sup>千瓦。", []),
        ("<sup>1</sup>/<sub>3</sub>的学校达标。", [("1/3", "")]),
    ],
)
def test_raised_numbers_are_no_digits_of_a_quantity(markup: str, claims: list[tuple[str, str]]) -> None:
    if claims == [("1/3", "")]:
        assert "1/3" in extract_bytes(_html(f"<p>{markup}</p>"), "a.html", CONFIG).document.text
        return
    for facts in _both(markup):
        assert [(float(value), unit) for value, unit in _claims(facts)] == [(float(v), unit) for v, unit in claims]
        assert not any(claim.suspect for claim in facts.claims)
        for claim in facts.claims:
            assert facts.document.text[claim.start : claim.end] == claim.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("学校32<sup>1</sup>所", "学校32¹所"),
        ("教师780<sup>[5]</sup>名", "教师780⁽⁵⁾名"),
        ("教师780<sup>②</sup>名", "教师780⁽②⁾名"),
        ("面积5hm<sup>2</sup>", "面积5hm²"),
        ("流量3m<sup>3</sup>s<sup>-1</sup>", "流量3m³s⁻¹"),
        ("第1<sup>st</sup>期", "第1st期"),
        ("品牌<sup>TM</sup>", "品牌TM"),
        ("售价99<sup>.90</sup>元", "售价99.90元"),
        ("全县<sup>2022年新建学校三所</sup>", "全县2022年新建学校三所"),
        ("在<sup>2022</sup>年", "在2022年"),
    ],
)
def test_raised_text_keeps_what_it_says(markup: str, text: str) -> None:
    for facts in _both(markup):
        assert facts.document.text.split("\n")[-1] == text


def test_raised_by_style_or_class() -> None:
    body = "<p>学校32<span style='vertical-align: super'>1</span>所，教师780<span class=MsoFootnoteReference>[2]</span>名。</p>"
    assert _claims(extract_bytes(_html(body), "a.html", CONFIG)) == [("32", "所"), ("780", "名")]
    styles = (
        '<w:style w:type="character" w:styleId="a5"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="a6"><w:basedOn w:val="a5"/></w:style>'
    )
    run = '<w:r><w:rPr><w:rStyle w:val="{}"/>{}</w:rPr><w:t>{}</w:t></w:r>'
    body = f"<w:p>{run.format('', '', '床位6')}{run.format('a6', '', '4')}{run.format('', '', '张，教师8')}"
    plain = '<w:vertAlign w:val="baseline"/>'
    body += f"{run.format('a6', plain, '5')}{run.format('', '', '名')}</w:p>"
    assert _claims(extract_bytes(_docx(body, styles), "a.docx", CONFIG)) == [("6", "张"), ("85", "名")]


@pytest.mark.parametrize("text", ["教师780[5]名。", "教师780[12]名。", "教师780[注1]名。", "教师780⁵名。"])
def test_marks_in_plain_text_are_passed_over(text: str) -> None:
    assert _claims(extract_bytes(text.encode(), "a.txt", CONFIG)) == [("780", "名")]


def test_mark_between_two_numbers_never_joins_them() -> None:
    for text in ("教师12²130名。", "教师12² 130名。"):
        assert "12130" not in {value for value, _ in _claims(extract_bytes(text.encode(), "a.txt", CONFIG))}


STRUCK = [
    ("全县有学校<s>40</s>41所。", [("41", "所")], "40"),
    ("<s>投入20万元，</s>投入30万元。", [("300000", "元")], "投入20万元，"),
    ("教师1<s>2</s>30名。", [("130", "名")], "2"),
    ("投入30<s>0</s>万元，教师50名<s>，学生9万人</s>。", [("300000", "元"), ("50", "名")], "0"),
    ("<s>一、旧要点。现有学校9所。</s>", [], "一、旧要点。现有学校9所。"),
    ("在校生1.3<s>。</s>万名。", [("13000", "名")], "。"),
]


@pytest.mark.parametrize(("markup", "claims", "struck"), STRUCK)
def test_struck_out_text_is_boilerplate_inside_its_line(
    markup: str, claims: list[tuple[str, str]], struck: str
) -> None:
    for facts in _both(markup + "全县教育工作稳步推进，取得新的成绩。"):
        text = facts.document.text
        assert [(float(value), unit) for value, unit in _claims(facts)] == [(float(v), unit) for v, unit in claims]
        assert "".join(text[block.start : block.end] for block in facts.blocks) == text
        found = [text[block.start : block.end] for block in facts.blocks if block.rule == "struck-out"]
        assert found[0].strip() == struck
        assert {block.kind for block in facts.blocks if block.rule == "struck-out"} == {"boilerplate"}
        for sentence in facts.sentences:
            assert text[sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize(
    "markup",
    [
        "<del>{}</del>",
        "<strike>{}</strike>",
        "<span style='color:red;text-decoration: line-through'>{}</span>",
        "<font style='TEXT-DECORATION-LINE:underline line-through'>{}</font>",
        "<b><s><i>{}</i></s></b>",
    ],
)
def test_html_strikes_out_in_many_ways(markup: str) -> None:
    facts = extract_bytes(_html(f"<p>现有学校{markup.format('40')}41所。</p><p>教师50名。</p>"), "a.html", CONFIG)
    assert _claims(facts) == [("41", "所"), ("50", "名")]


@pytest.mark.parametrize("strike", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>', "<w:b/><w:dstrike/>"])
def test_docx_strikes_out_in_many_ways(strike: str) -> None:
    body = f"<w:p><w:r><w:t>学校</w:t></w:r><w:r><w:rPr>{strike}</w:rPr><w:t>40</w:t></w:r><w:r><w:t>41所，教师稳步增加。</w:t></w:r></w:p>"
    assert _claims(extract_bytes(_docx(body), "a.docx", CONFIG)) == [("41", "所")]
    body = body.replace(strike, '<w:strike w:val="0"/><w:dstrike w:val="false"/>')
    assert _claims(extract_bytes(_docx(body), "a.docx", CONFIG)) == [("4041", "所")]


def test_html_tag_that_was_never_closed_strikes_nothing_out() -> None:
    body = "<s>" + "".join(f"<p>第{n}镇现有学校3{n}所，教师稳步增加。</p>" for n in range(1, 6))
    assert len(_claims(extract_bytes(_html(body), "a.html", CONFIG))) == 5


def test_struck_out_cells_and_headings_keep_their_lines() -> None:
    table = "<table><tr><td>项目</td><td>金额（万元）</td></tr><tr><td>资助</td><td><s>20</s>30</td></tr><tr><td>培训</td><td><s>5</s></td></tr></table>"
    facts = extract_bytes(_html(f"<h2>一、经费<s>支出</s>投入</h2>{table}<p>全县教师50名。</p>"), "a.html", CONFIG)
    assert ("300000", "元") in _claims(facts)
    assert {claim.section for claim in facts.claims} == {"一、经费投入"}
    assert [block.role for block in facts.blocks if block.kind == "content"].count("heading") == 2
    assert not {"200000", "50000", "20", "5"} & {value for value, _ in _claims(facts)}


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<w:r><w:sym w:font="宋体" w:char="33A1"/></w:r>', "3000㎡"),
        ('<w:r><w:sym w:font="Symbol" w:char="F025"/></w:r>', "3000%"),
        ('<w:r><w:sym w:font="Times New Roman" w:char="0025"/></w:r>', "3000%"),
        ('<w:r><w:sym w:font="Symbol" w:char="00B1"/></w:r>', "3000±"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "3000✓"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F06A"/></w:r>', "3000①"),
        ("<m:oMath><m:r><m:t>m</m:t></m:r></m:oMath>", "3000m"),
        (
            "<m:oMath><m:sSup><m:sSupPr/><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
            "3000m²",
        ),
        (
            "<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara>",
            "30001/3",
        ),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>kūn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>张堃</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "3000张堃",
        ),
    ],
)
def test_docx_symbols_equations_and_guides(xml: str, text: str) -> None:
    document = read_document(_docx(f"<w:p><w:r><w:t>3000</w:t></w:r>{xml}</w:p>"), "a.docx", CONFIG)
    assert (document.text, document.warnings) == (text, ())


def _math(xml: str) -> str:
    for text in ("1", "2", "3", "4", "40", "41", "CO"):
        xml = xml.replace(f"[{text}]", f"<m:r><m:t>{text}</m:t></m:r>")
    return f"<w:p><m:oMath>{xml}</m:oMath></w:p>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<m:eqArr><m:e>[1]</m:e><m:e>[2]</m:e></m:eqArr>", "1\n2"),
        ("<m:m><m:mr><m:e>[1]</m:e><m:e>[2]</m:e></m:mr><m:mr><m:e>[3]</m:e><m:e>[4]</m:e></m:mr></m:m>", "1 2\n3 4"),
        ("<m:rad><m:radPr/><m:deg/><m:e>[2]</m:e></m:rad>", "√2"),
        ("<m:d><m:e>[1]</m:e></m:d>", "(1)"),
        ('<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>[1]</m:e></m:d>', "[1]"),
        ("<m:sSub><m:e>[CO]</m:e><m:sub>[2]</m:sub></m:sSub>", "CO2"),
        ("<w:del>[40]</w:del><w:ins>[41]</w:ins>", "41"),
    ],
)
def test_docx_equations_keep_their_members_apart(xml: str, text: str) -> None:
    assert read_document(_docx(_math(xml)), "a.docx", CONFIG).text == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(kūn),堃)', "校长堃"),
        ("eq \\o\\ac(○,1)", "校长①"),
        ("eq \\o\\ac(□,优)", "校长优"),
        ("EQ \\f(1,3)", "校长1/3"),
        ("PAGE", "校长"),
        (' HYPERLINK "http://www.example.cn" ', "校长"),
    ],
)
def test_docx_fields_that_show_their_code_are_text(code: str, text: str) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    codes = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (code[:7], code[7:]))
    body = f"<w:p><w:r><w:t>校长</w:t></w:r>{mark.format('begin')}{codes}{mark.format('end')}</w:p>"
    assert read_document(_docx(body), "a.docx", CONFIG).text == text


def test_docx_raised_by_position_and_struck_by_the_style_of_a_paragraph() -> None:
    run = '<w:r><w:rPr><w:position w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'
    body = f"<w:p>{run.format(0, '床位65')}{run.format(10, '4')}{run.format(2, '张')}</w:p>"
    assert read_document(_docx(body), "a.docx", CONFIG).text == "床位65⁴张"
    page = _html("<p>床位65<span style='position:relative;top:-5.0pt;mso-text-raise:5.0pt'>4</span>张。</p>")
    assert _claims(extract_bytes(page, "a.html", CONFIG)) == [("65", "张")]
    style = '<w:style w:type="paragraph" w:styleId="9"><w:rPr><w:strike/></w:rPr></w:style>'
    body = '<w:p><w:pPr><w:pStyle w:val="9"/></w:pPr><w:r><w:t>学校40所。</w:t></w:r></w:p><w:p><w:r><w:t>学校41所。</w:t></w:r></w:p>'
    assert _claims(extract_bytes(_docx(body, style), "a.docx", CONFIG)) == [("41", "所")]


def test_docx_codes_of_symbol_fonts_in_text_are_characters() -> None:
    font = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
    body = f"<w:p><w:r>{font.format('Symbol')}<w:t>\uf0b3</w:t></w:r><w:r><w:t>3所</w:t></w:r></w:p>"
    document = read_document(_docx(body), "a.docx", CONFIG)
    assert (document.text, document.warnings) == ("≥3所", ())
    document = read_document(_docx(body.replace("Symbol", "公文符号")), "a.docx", CONFIG)
    assert (document.text, [warning[:6] for warning in document.warnings]) == ("\ufffd3所", ["[I013]"])


@pytest.mark.parametrize(
    "between", ["<w:proofErr/>", "<w:permStart/>", '<w:bookmarkStart w:id="9"/><w:moveToRangeEnd/>']
)
def test_docx_marks_between_paragraphs_part_nothing(between: str) -> None:
    body = _marked("投入30", '<w:del w:id="1"/>') + between + _marked("00万元", "")
    assert read_document(_docx(body), "a.docx", CONFIG).text == "投入3000万元"


def test_docx_deleted_rows_and_cells_are_left_out() -> None:
    cell = "<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = "<w:tr>{}" + cell.format("", "甲") + cell.format("{}", "旧") + cell.format("", "2") + "</w:tr>"
    gone = row.format('<w:trPr><w:del w:id="1"/></w:trPr>', "")
    table = f"<w:tbl>{gone}{row.format('', '<w:tcPr><w:cellDel/></w:tcPr>')}</w:tbl>"
    assert read_document(_docx(table), "a.docx", CONFIG).text == "甲\t2"


def test_docx_objects_that_are_not_read_are_told() -> None:
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
    body = f"<w:p><w:r><w:t>见图</w:t><w:drawing>{chart}</w:drawing></w:r></w:p><w:altChunk/>"
    document = read_document(_docx(body), "a.docx", CONFIG)
    assert document.text == "见图"
    assert [warning[:9] for warning in document.warnings] == ["[I025] 2 "]


def test_docx_unknown_symbols_are_told() -> None:
    body = '<w:p><w:r><w:t>3</w:t><w:sym w:font="公文符号" w:char="F0A1"/><w:t>4所</w:t></w:r></w:p>'
    document = read_document(_docx(body * 2), "a.docx", CONFIG)
    assert document.text == "3\ufffd4所\n3\ufffd4所"
    assert [warning[:9] for warning in document.warnings] == ["[I013] 2 "]


def _marked(text: str, mark: str) -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("mark", ['<w:del w:id="1"/>', '<w:moveFrom w:id="2"/>'])
def test_docx_deleted_paragraph_marks_join(mark: str) -> None:
    body = (
        _marked("投入资金30", mark)
        + '<w:bookmarkEnd w:id="3"/>'
        + _marked("00", mark)
        + _marked("万元", "")
        + _marked("末", mark)
    )
    assert read_document(_docx(body), "a.docx", CONFIG).text == "投入资金3000万元\n末"
    row = f"<w:tbl><w:tr><w:tc>{_marked('资金', '')}</w:tc><w:tc>{_marked('30', mark)}{_marked('00', '')}</w:tc></w:tr></w:tbl>"
    assert read_document(_docx(row), "a.docx", CONFIG).text == "资金\t3000"


def test_docx_inserted_paragraph_marks_part() -> None:
    assert read_document(_docx(_marked("甲", "<w:ins/>") + _marked("乙", "")), "a.docx", CONFIG).text == "甲\n乙"


def _related(names: dict[str, str], root: str = "word/document2.xml") -> RawDocument:
    """A package whose parts have the names given by kind."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    )
    one = '<Relationship Id="r{}" Type="{}" Target="{}"/>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    listed = '<w:p><w:pPr><w:pStyle w:val="7"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>'
    contents = {
        "styles": '<w:styles {}><w:style w:type="paragraph" w:styleId="7"><w:name w:val="heading 1"/></w:style></w:styles>',
        "numbering": f"<w:numbering {{}}>{numbering}</w:numbering>",
        "footnotes": f"<w:footnotes {{}}><w:footnote w:id='2'>{paragraph.format('脚注')}</w:footnote></w:footnotes>",
        "header": f"<w:hdr {{}}>{paragraph.format('页眉')}</w:hdr>",
    }
    folder, _, name = root.rpartition("/")
    targets = "".join(one.format(n, kind.format(key), names[key]) for n, key in enumerate(contents))
    parts = {
        "_rels/.rels": relationships.format(one.format(1, kind.format("officeDocument"), f"/{root}")),
        root: f"<w:document {_NAMES}><w:body>{listed}</w:body></w:document>",
        f"{folder}/_rels/{name}.rels": relationships.format(targets),
    }
    for key, content in contents.items():
        target = names[key]
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        parts[path.replace("word/../", "")] = content.format(_NAMES)
    return read_document(package(parts), "a.docx", CONFIG)


@pytest.mark.parametrize(
    ("names", "root"),
    [
        (
            {"styles": "styles2.xml", "numbering": "n.xml", "footnotes": "foot.xml", "header": "h.xml"},
            "word/document2.xml",
        ),
        (
            {"styles": "/s/a.xml", "numbering": "/n/b.xml", "footnotes": "/f.xml", "header": "/word/kopf.xml"},
            "word/document.xml",
        ),
        (
            {"styles": "../s.xml", "numbering": "../n.xml", "footnotes": "../f.xml", "header": "../h.xml"},
            "word/main.xml",
        ),
    ],
)
def test_docx_parts_are_found_by_their_relationships(names: dict[str, str], root: str) -> None:
    document = _related(names, root)
    assert document.text.split("\n") == ["页眉", "一、正文", "脚注"]
    assert [region.kind for region in document.layout] == ["boilerplate", "heading", "paragraph"]
