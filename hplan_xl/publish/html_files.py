"""The contents of pages -> HTML files, by the templates beside; everything that a plan says is escaped."""

from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from hplan_xl.book.columns import Tone
from hplan_xl.excel import look
from hplan_xl.publish.plan_contents import INDEX, Publication, build_index, build_page
from hplan_xl.wording import publish_sentences as words

_COLOURS = {
    "ink": look.INK,
    "quiet": look.QUIET_INK,
    "deep": look.DEEP_BLUE,
    "mist": look.MIST,
    "line": look.LINE,
    "link": look.LINK,
    "paper": look.PAPER,
}


def render_pages(publication: Publication) -> Mapping[str, bytes]:
    """Every page by its file name: a page a plan, and the index."""
    environment = _make_environment(publication)
    pages = [build_page(publication, plan) for plan in publication.plans]
    index = environment.get_template("index.html").render(page=build_index(publication))
    template = environment.get_template("plan.html")
    return {INDEX: index.encode(), **{page.file_name: template.render(page=page).encode() for page in pages}}


def _make_environment(publication: Publication) -> Environment:
    folder = files("hplan_xl.publish") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        lang=publication.language,
        colours=_COLOURS,
        tones={tone.value: (look.SHADES[tone].fill, look.SHADES[tone].text) for tone in Tone},
        said={name: publication.say(text) for name, text in _SAID.items()},
    )
    return environment


_SAID = {
    "skip": words.SKIP,
    "all_plans": words.ALL_PLANS,
    "on_the_page": words.ON_THE_PAGE,
    "working_material": words.WORKING_MATERIAL,
    "footer": words.FOOTER,
}
