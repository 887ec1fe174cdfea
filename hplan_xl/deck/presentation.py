"""A presentation, 16:9, slide by slide. Lengths are points from the top left; the same calls give the same bytes.

python-pptx writes its own clock into the package and the workbooks of charts: `save` puts the day that is given there.
"""

import copy
import io
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement, OxmlElement
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.text.text import TextFrame, _Paragraph, _Run
from pptx.util import Pt

from hplan_xl.book.columns import Tone
from hplan_xl.book.text import Language
from hplan_xl.deck.flow import (
    FONT_SIZE,
    INDENT,
    INSET_ACROSS,
    INSET_DOWN,
    SPACE_AFTER,
    ParagraphLook,
    SlideCell,
    SlideParagraph,
    SlideRow,
    measure_row,
)
from hplan_xl.excel import look

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 30.0
TOP, BOTTOM = 92.0, 500.0
ROOM_ACROSS, ROOM_DOWN = WIDTH - 2 * MARGIN, BOTTOM - TOP
_TITLE_BOX = (MARGIN, 24.0, ROOM_ACROSS, 60.0)
_FOOTER_BOX = (MARGIN, 508.0, 780.0, 22.0)
_NUMBER_BOX = (830.0, 508.0, 100.0, 22.0)
_COVER_TITLE, _COVER_TEXT = (60.0, 150.0, 840.0, 100.0), (60.0, 265.0, 840.0, 200.0)
_TITLE_SIZE, _COVER_SIZE, _COVER_TEXT_SIZE, _TEXT_SIZE = 24, 36, 18, 14
_COVER, _PLAIN = 0, 5  # of the layouts of python-pptx's own presentation
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_NO_COLOUR = look.Shade(look.PAPER, look.INK, look.PAPER, look.INK)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LANGUAGES: Mapping[Language, MSO_LANGUAGE_ID] = {"sv": MSO_LANGUAGE_ID.SWEDISH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}


@dataclass(frozen=True)
class ChartSeries:
    """A row of bars: its name, its colour (None: an outline alone), and a number for each category."""

    name: str
    tone: Tone | None
    numbers: tuple[int, ...]

    @property
    def sign(self) -> str:
        """The symbol that its name begins with; "" where that is a word."""
        first = self.name.partition(" ")[0]
        return "" if first.isalnum() else first


class SlideDeck:
    """A presentation that grows slide by slide, in the order in which it is read."""

    def __init__(self, title: str, description: str, footer: str, language: Language) -> None:
        self._deck = Presentation()
        self._language = language
        self._footer = footer
        self._looks: dict[Hashable, BaseOxmlElement] = {}
        self._deck.slide_width, self._deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
        self._deck.core_properties.title = clean_slide_text(title)
        self._deck.core_properties.comments = description
        self._deck.core_properties.author = "hplan"
        self._deck.core_properties.last_modified_by = "hplan"
        self._deck.core_properties.language = "sv-SE" if language == "sv" else "en-GB"
        self._set_up_layouts()

    @property
    def count(self) -> int:
        """How many slides there are."""
        return len(self._deck.slides)

    def add_cover(self, title: str, lines: Iterable[str]) -> None:
        """The first slide: its title and what the slides are about."""
        slide = self._deck.slides.add_slide(self._layouts[0])
        self._fill_title(slide, title, _COVER_SIZE, look.PAPER)
        frame = slide.placeholders[1].text_frame
        for paragraph, line in zip(_paragraphs(frame, lines), lines, strict=False):
            paragraph.alignment = PP_ALIGN.LEFT
            self._write(paragraph, line, _COVER_TEXT_SIZE, look.PAPER)

    def add_table(
        self, title: str, description: str, headings: Sequence[str], widths: Sequence[float], rows: Sequence[SlideRow]
    ) -> None:
        """A slide with one table; rows are as high as their words need."""
        slide = self._titled_slide(title)
        head = make_heading_row(headings)
        heights = [measure_row(row, widths) for row in (head, *rows)]
        frame = slide.shapes.add_table(
            len(heights), len(widths), Pt(MARGIN), Pt(TOP), Pt(sum(widths)), Pt(sum(heights))
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", clean_slide_text(description))
        table = frame.table
        _plain_style(table)
        for at, width in enumerate(widths):
            table.columns[at].width = Pt(width)
        for at, (row, height) in enumerate(zip((head, *rows), heights, strict=True)):
            table.rows[at].height = Pt(height)
            for column, cell in enumerate(row):
                self._fill_cell(table.cell(at, column), cell, is_heading=at == 0)
        self._add_footer(slide)

    def add_chart(
        self,
        title: str,
        description: str,
        categories: Sequence[str],
        series: Sequence[ChartSeries],
        longest: int,
        lines: Sequence[str],
    ) -> None:
        """A slide with bars, one a category with its series end to end, and lines of words beside them.

        longest: the number that a bar as long as the chart has, so that bars on several slides may be compared.
        """
        slide = self._titled_slide(title)
        data = CategoryChartData(number_format="0")
        data.categories = map(clean_slide_text, categories)
        for one in series:
            data.add_series(one.name, one.numbers)
        across = ROOM_ACROSS * 0.64 if lines else ROOM_ACROSS
        placed = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, Pt(MARGIN), Pt(TOP), Pt(across), Pt(ROOM_DOWN), data)
        placed._element.nvGraphicFramePr.cNvPr.set("descr", clean_slide_text(description))
        placed.chart.value_axis.minimum_scale, placed.chart.value_axis.maximum_scale = 0, max(longest, 1)
        _style_chart(placed.chart, series, has_legend=[one.name for one in series] != list(categories))
        if lines:
            left = MARGIN + across + 16
            box = slide.shapes.add_textbox(Pt(left), Pt(TOP), Pt(WIDTH - MARGIN - left), Pt(ROOM_DOWN))
            box.text_frame.word_wrap = True
            for paragraph, line in zip(_paragraphs(box.text_frame, lines), lines, strict=False):
                paragraph.space_after = Pt(8)
                self._write(paragraph, line, _TEXT_SIZE, look.INK)
        self._add_footer(slide)

    def save(self, day: date) -> bytes:
        """The presentation as it is saved on a day."""
        target = io.BytesIO()
        self._deck.save(target)
        return _fix_times(target.getvalue(), f"{day}T00:00:00Z".encode())

    def _set_up_layouts(self) -> None:
        """Keep the two layouts that are used, and fit them and their master to 16:9."""
        layouts = list(self._deck.slide_layouts)
        self._layouts = layouts[_COVER], layouts[_PLAIN]
        for layout in layouts:
            if layout not in self._layouts:
                self._deck.slide_layouts.remove(layout)
        master = self._deck.slide_master
        for placeholder in master.placeholders:
            box = {"title": _TITLE_BOX, "ftr": _FOOTER_BOX, "sldNum": _NUMBER_BOX}
            _place(placeholder, box.get(_kind(placeholder), (MARGIN, TOP, ROOM_ACROSS, ROOM_DOWN)))
        for style in master.element.iter(qn("p:titleStyle")):
            style.find(qn("a:lvl1pPr")).set("algn", "l")
        for placeholder in self._layouts[0].placeholders:
            box = {"ctrTitle": _COVER_TITLE, "subTitle": _COVER_TEXT}
            if _kind(placeholder) in box:
                _place(placeholder, box[_kind(placeholder)])
        background = self._layouts[0].background.fill
        background.solid()
        background.fore_color.rgb = _rgb(look.DEEP_BLUE)

    def _titled_slide(self, title: str) -> Slide:
        slide = self._deck.slides.add_slide(self._layouts[1])
        self._fill_title(slide, title, _TITLE_SIZE, look.DEEP_BLUE)
        return slide

    def _fill_title(self, slide: Slide, title: str, size: float, ink: str) -> None:
        frame = slide.shapes.title.text_frame
        frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        self._write(frame.paragraphs[0], title, size, ink, bold=True)

    def _add_footer(self, slide: Slide) -> None:
        """The footer and the number of a slide, which python-pptx leaves out; last, as they are read last."""
        for placeholder in self._layouts[1].placeholders:
            if _kind(placeholder) not in ("ftr", "sldNum"):
                continue
            element = copy.deepcopy(placeholder._element)
            slide.shapes._spTree.append(element)
            shape = slide.shapes[-1]
            element.nvSpPr.cNvPr.set("id", str(max(one.shape_id for one in slide.shapes) + 1))
            paragraph = shape.text_frame.paragraphs[0]
            if _kind(placeholder) == "ftr":
                paragraph.alignment = PP_ALIGN.LEFT
                self._write(paragraph, self._footer, FONT_SIZE, look.QUIET_INK)
            else:
                for run in element.iter(qn("a:rPr")):
                    run.set("sz", str(int(FONT_SIZE * 100)))
                    _append(_append(run, "a:solidFill"), "a:srgbClr", val=look.QUIET_INK.removeprefix("#"))

    def _fill_cell(self, cell: _Cell, content: SlideCell, *, is_heading: bool) -> None:
        shade = look.SHADES[content.tone] if content.tone else None
        ink = look.PAPER if is_heading else shade.text if shade else look.INK
        fill = look.DEEP_BLUE if is_heading else shade.fill if shade else ""
        self._share_look(cell._tc, "a:tcPr", fill, partial(_set_cell_look, cell, fill))
        told = list(content.texts())
        if not told:  # an empty paragraph is as high as its own font
            _append(cell.text_frame.paragraphs[0]._p, "a:endParaRPr", sz=str(int(FONT_SIZE * 100)))
        for paragraph, (words, style) in zip(_paragraphs(cell.text_frame, told), told, strict=False):
            self._share_look(paragraph._p, "a:pPr", style, partial(_set_paragraph_look, paragraph, style))
            quiet = style in (ParagraphLook.QUIET, ParagraphLook.DETAIL) and not shade
            self._write(
                paragraph, words, FONT_SIZE, look.QUIET_INK if quiet else ink, bold=style is ParagraphLook.STRONG
            )

    def _write(self, paragraph: _Paragraph, words: str, size: float, ink: str, *, bold: bool = False) -> None:
        run = paragraph.add_run()
        run.text = clean_slide_text(words)
        self._share_look(run._r, "a:rPr", (size, ink, bold), partial(self._set_run_look, run, size, ink, bold))

    def _set_run_look(self, run: _Run, size: float, ink: str, bold: bool) -> None:
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = _rgb(ink)
        run.font.language_id = _LANGUAGES[self._language]

    def _share_look(self, element: BaseOxmlElement, name: str, key: Hashable, write: Callable[[], None]) -> None:
        """Give an element the part that holds its look: `write` gives it to the first of a key, and the others a copy.

        To set every size and colour by python-pptx takes five times as long as all else of a slide.
        """
        if (name, key) not in self._looks:
            write()
            self._looks[name, key] = copy.deepcopy(element.find(qn(name)))
            return
        made, there = copy.deepcopy(self._looks[name, key]), element.find(qn(name))
        if there is None:
            element.insert(0, made)
        else:
            element.replace(there, made)


def clean_slide_text(words: str) -> str:
    r"""Words without the control characters that no part of a presentation can hold.

    >>> clean_slide_text("a\x00b")
    'ab'
    """
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", words)


def make_heading_row(headings: Sequence[str]) -> SlideRow:
    """Make a row of what stands over the columns."""
    return tuple(SlideCell((SlideParagraph(words, ParagraphLook.STRONG),)) for words in headings)


def _paragraphs(frame: TextFrame, wanted: Iterable[object]) -> Iterable[_Paragraph]:
    """As many empty paragraphs of a frame as are wanted, from its first on."""
    for at, _ in enumerate(wanted):
        yield frame.paragraphs[0] if at == 0 else frame.add_paragraph()


def _kind(placeholder: object) -> str:
    element = placeholder._element  # type: ignore[attr-defined]  # of a master, a layout or a slide
    return next((one.get("type", "") for one in element.iter(qn("p:ph"))), "")


def _place(shape: object, box: tuple[float, float, float, float]) -> None:
    for name, length in zip(("left", "top", "width", "height"), box, strict=True):
        setattr(shape, name, Pt(length))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


def _plain_style(table: Table) -> None:
    """No style of PowerPoint's: every fill and rule is the cell's own, and the first row is told to be headings."""
    table.first_row, table.horz_banding = True, False
    for style in table._tbl.tblPr.iter(qn("a:tableStyleId")):
        style.text = _NO_STYLE


def _set_cell_look(cell: _Cell, fill: str) -> None:
    """Give a cell its margins, a thin rule under it, and a colour, "" for none."""
    cell.margin_left = cell.margin_right = Pt(INSET_ACROSS)
    cell.margin_top = cell.margin_bottom = Pt(INSET_DOWN)
    line = _append(cell._tc.get_or_add_tcPr(), "a:lnB", w="9525")
    _append(_append(line, "a:solidFill"), "a:srgbClr", val=look.LINE.removeprefix("#"))
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(fill)
    else:
        cell.fill.background()


def _set_paragraph_look(paragraph: _Paragraph, style: ParagraphLook) -> None:
    """Give a paragraph of a cell the space after it, and its bullet."""
    paragraph.space_after = Pt(SPACE_AFTER)
    depth, sign = {ParagraphLook.BULLET: (1, "•"), ParagraphLook.DETAIL: (2, "–")}.get(style, (0, ""))
    if not depth:
        return
    properties = paragraph._p.get_or_add_pPr()
    indent = Pt(INDENT)
    properties.set("marL", str(indent * depth))
    properties.set("indent", str(-indent))
    properties.set("lvl", str(depth - 1))
    _append(properties, "a:buChar", char=sign)


def _append(parent: BaseOxmlElement, name: str, **attributes: str) -> BaseOxmlElement:
    """Append an element for which python-pptx has no words of its own."""
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(attribute, value)
    parent.append(element)
    return element


def _style_chart(chart: Chart, series: Sequence[ChartSeries], *, has_legend: bool) -> None:
    chart.has_title = False
    chart.font.size = Pt(FONT_SIZE)
    chart.font.name = look.FONT
    chart.font.color.rgb = _rgb(look.INK)
    chart.has_legend = has_legend
    if has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    chart.category_axis.reverse_order = True  # the first category on top
    chart.category_axis.format.line.color.rgb = _rgb(look.LINE)
    chart.category_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    for axis in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set(
            "val", axis.get("val").removeprefix("-")
        )  # python-pptx writes numbers that the standard does not allow
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    for drawn, one in zip(plot.series, series, strict=True):
        shade = look.SHADES[one.tone] if one.tone else _NO_COLOUR
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = _rgb(shade.solid_fill)
        if not one.tone:
            drawn.format.line.color.rgb = _rgb(look.QUIET_INK)
        labels = drawn.data_labels
        shown = f'"{one.sign} "0;;;' if one.sign else "0;;;"  # a bar is known without its colour
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, shown, False
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.size, labels.font.bold = Pt(FONT_SIZE), True
        labels.font.color.rgb = _rgb(shade.solid_text)


def _fix_times(data: bytes, moment: bytes) -> bytes:
    """A package with every time in it, and in the packages in it, the same."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as settled:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = _fix_times(part, moment)
            elif name == "docProps/core.xml":
                part = _TIMES.sub(rb"\g<1>" + moment, part)
            member = ZipInfo(name, _EARLIEST)
            member.compress_type = ZIP_DEFLATED
            settled.writestr(member, part)
    return target.getvalue()
