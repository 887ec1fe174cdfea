"""The commands: arguments, progress, printing, exit status. Each loads what it needs when it is used.

Exit status: 0 nothing at error level · 1 done, but a cell is to be corrected or a file was rejected · 2 wrong usage ·
3 nothing could be done.
"""

import atexit
import contextlib
import errno
import gc
import locale
import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import wraps
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec

import click

from hplan_xl import __version__
from hplan_xl.book.errors import HplanError, WrongEnding, explain_os_error
from hplan_xl.book.text import LANGUAGES, Language, Text, clean_text, detect_language, find_nearest, show_controls
from hplan_xl.wording import command_sentences, copy_sentences, export_sentences, mail_sentences, publish_sentences

if TYPE_CHECKING:
    from hplan_xl.commands.check_plans import CheckResult
    from hplan_xl.commands.import_plans import ImportOutcome
    from hplan_xl.commands.mail_groups import MailOrder, WrittenMails
    from hplan_xl.commands.merge_plans import MergeResult
    from hplan_xl.commands.next_plans import NextOutcome
    from hplan_xl.commands.repair_plans import RepairOutcome
    from hplan_xl.consolidation.union import Consolidation
    from hplan_xl.excel.atomic_write import WrittenFile
    from hplan_xl.export.data_tables import DataFormat
    from hplan_xl.intake.plan_files import PlanReading
    from hplan_xl.intake.sources import Source
    from hplan_xl.register.catalogue import Register

DONE, TO_CORRECT, NOTHING_DONE, INTERRUPTED = 0, 1, 3, 130
# What printing fails with where the output is a full disk or a stream that is closed; a file that fails has its name.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)

P = ParamSpec("P")


def _environment_language() -> Language:
    named = {**os.environ}
    if not any(named.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")):
        named["LANG"] = locale.getlocale()[0] or ""  # as Windows tells it
    return detect_language(named)


HERE = _environment_language()


# The texts of the help by what they are in the computer's language, which click keeps.
_HELP: dict[str, Text] = {}


def _help(text: Text) -> str:
    words = text.localize(HERE)
    _HELP[words] = text
    return words


def _localize(text: Text, language: Language | None) -> str:
    return text.localize(language or HERE)


def _tell(text: Text, language: Language | None) -> None:
    """Say something on stderr, where progress and reasons go; where that takes nothing, the work goes on."""
    with contextlib.suppress(OSError):
        click.echo(show_controls(_localize(text, language)), err=True)


def _say(line: str) -> None:
    """Print a line of the result."""
    click.echo(show_controls(line))


_WORDS = "hplan.words"  # where the words of the command line are kept while it runs
# The commands in the order of the work.
_IN_ORDER = tuple("template import check repair merge next slides export publish freeze verify register".split())  # noqa: SIM905


class _WrongUsage(click.UsageError):
    """A command that is used wrongly, told in the language that the command itself asks for."""

    def show(self, file: Any = None) -> None:
        """Say what to do, with an example, on stderr."""
        with contextlib.suppress(OSError):
            click.echo(show_controls(self.message), err=True)


def _refuse_usage(told: Text, words: Sequence[str]) -> _WrongUsage:
    """Wrong usage, told with an example of the command and where to read more."""
    language = _language_of(words)
    command = next((word for word in words if word in _IN_ORDER), "")
    example = command_sentences.EXAMPLE_OF.get(command)
    more = command_sentences.READ_MORE.fill(command=f"hplan {command}".strip())
    lines = [told, *([command_sentences.FOR_EXAMPLE.fill(command=example)] if example else []), more]
    return _WrongUsage("\n".join(line.localize(language) for line in lines))


def _words() -> Sequence[str]:
    """The words of the command line that is run."""
    words: Sequence[str] = click.get_current_context().meta[_WORDS]
    return words


def _language_of(words: Sequence[str]) -> Language:
    """The language that a command line asks for, the last of those that are known; else the computer's."""
    asked = (known for word in reversed(_list_values("--lang", words)) for known in LANGUAGES if word == known)
    return next(asked, HERE)


def _explain_usage(error: click.UsageError, words: Sequence[str]) -> click.UsageError:
    """What a person is told of a command that is used wrongly: what to write, and what was found."""
    told, option = command_sentences, _find_option(error, words)
    match error:
        case _WrongUsage():
            return error
        case click.NoSuchOption():
            near = find_nearest(error.option_name.lower(), _list_names(error.ctx), most=1)
            unknown = told.UNKNOWN_OPTION_NEAR if near else told.UNKNOWN_OPTION
            return _refuse_usage(unknown.fill(option=error.option_name, near="".join(near)), words)
        case click.BadOptionUsage() if isinstance(option, click.Option):
            takes_none = told.OPTION_TAKES_NOTHING if option.is_flag else told.OPTION_TAKES_VALUE
            return _refuse_usage(takes_none.fill(option=error.option_name, what=_describe_option(option)), words)
        case click.MissingParameter() if isinstance(option, click.Option):
            return _refuse_usage(told.OPTION_MISSING.fill(option=option.opts[0], what=_describe_option(option)), words)
        case click.MissingParameter():
            return _refuse_usage(
                told.ROUND_MISSING if "verify" in _own_words(error, words) else told.PATH_MISSING, words
            )
        case click.BadParameter() if isinstance(option, click.Option):
            own = _own_words(error, words)
            found = next(iter((*_list_values(option.opts[-1], own), *_list_values(option.opts[0], own))), error.message)
            what = _describe_option(option)
            return _refuse_usage(told.OTHER_VALUE.fill(option=option.opts[0], what=what, found=found), words)
        case _ if type(error) is click.UsageError:  # the only one that is raised as that: no command stands there
            return _refuse_usage(told.COMMAND_MISSING.fill(commands=", ".join(_IN_ORDER)), words)
        case _:
            return error  # nothing is asked for: the help is shown


def _find_option(error: click.UsageError, words: Sequence[str]) -> click.Parameter | None:
    """The option or argument that an error is about."""
    if isinstance(error, click.BadParameter):
        return error.param
    name = error.option_name if isinstance(error, click.BadOptionUsage) else ""
    command = next((main.commands[word] for word in words if word in main.commands), main)
    return next((one for one in command.params if name in (*one.opts, *one.secondary_opts)), None)


def _list_options(context: click.Context) -> list[click.Option]:
    """The options of a command."""
    return [one for one in context.command.get_params(context) if isinstance(one, click.Option)]


def _list_names(context: click.Context | None) -> list[str]:
    """The long names of the options of a command."""
    options = _list_options(context) if context else []
    return [name for one in options for name in one.opts if name.startswith("--")]


def _own_words(error: click.UsageError, words: Sequence[str]) -> Sequence[str]:
    """The command that an error is about and the words behind it; all words where it is about those before it."""
    context = error.ctx
    if context is None or context.parent is None or context.info_name not in words:
        return words
    return words[words.index(str(context.info_name)) :]


def _describe_option(option: click.Option) -> Text:
    """What an option is for, as the help says it in the computer's language."""
    if isinstance(option.type, click.Choice | click.IntRange | click.DateTime):
        return _describe_values(option)
    if option.opts[-1] == "--output":
        return command_sentences.WHAT_IS_WRITTEN.get(str(option.metavar), command_sentences.FILE_TO_WRITE)
    return command_sentences.WHAT_STANDS_AFTER.get(option.opts[-1], command_sentences.SOME_VALUE)


def _describe_values(option: click.Option) -> Text:
    """What the value of an option may be."""
    match option.type:
        case click.Choice(choices=choices):
            *most, last = map(str, choices)
            return command_sentences.ONE_OF.fill(most=", ".join(most), last=last)
        case click.IntRange(min=least, max=most):
            return command_sentences.YEAR_BETWEEN.fill(least=least, most=most)
        case click.DateTime():
            return command_sentences.A_DAY
        case _:
            return command_sentences.SOME_VALUE


def _suggest_quotes(words: Sequence[str]) -> Text | None:
    """Quotes, where pieces of the command line in a row together are the name of something that lies there."""
    for first in range(len(words)):
        for count in range(2, _MOST_PIECES + 1):
            joined = " ".join(words[first : first + count])
            if first + count <= len(words) and not os.path.exists(words[first]) and os.path.exists(joined):
                return command_sentences.QUOTE_PATH.fill(path=joined)
    return None


_MOST_PIECES = 8


class _Command(click.Command):
    """A command whose help is in one language, and that says what is too much, or wants quotes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; refuse those that are too many, an option for another's value, and two values for one."""
        ctx.allow_extra_args = True
        args = _part_values(args, _known_names(ctx))
        _refuse_odd_options(ctx, args)
        super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            told = command_sentences.TOO_MUCH.fill(command=f"hplan {ctx.info_name}", words=" ".join(ctx.args))
            raise _refuse_usage(_suggest_quotes(_words()) or told, _words())
        return ctx.args

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        language = _help_language(ctx)
        pieces = [_translate_help(piece, language) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), f"{command_sentences.USAGE.localize(language)} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_translate_help(self.help or "", _help_language(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options."""
        language = _help_language(ctx)
        records = [record for one in _list_options(ctx) if (record := one.get_help_record(ctx)) is not None]
        with formatter.section(command_sentences.OPTIONS.localize(language)):
            formatter.write_dl(
                [(_translate_help(name, language), _translate_help(text, language)) for name, text in records]
            )


def _help_language(ctx: click.Context) -> Language:
    """The language of the help: the one that its command line asks for; else the computer's."""
    return _language_of(ctx.meta.get(_WORDS, ()))


def _translate_help(words: str, language: Language) -> str:
    """A text of the help in a language, with what it may have behind it ("  [required]") or before it ("--mark ")."""
    text, gap, behind = words.partition("  [")
    before, space, last = ("", "", text) if text in _HELP else text.rpartition(" ")
    words = before + space + (_HELP[last].localize(language) if last in _HELP else last) + gap + behind
    for term in command_sentences.HELP_TERMS:
        words = words.replace(term.en, term.localize(language))
    return words


class _Commands(_Command, click.Group):
    """The commands, in the order of the work; a full disk in their output is told as what it is."""

    command_class = _Command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read what stands before the command."""
        words = tuple(args)
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise _explain_usage(error, words) from error

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words before the command; the rest are its own."""
        ctx.meta[_WORDS] = tuple(args)
        _refuse_odd_options(ctx, list(takewhile(lambda word: word not in self.commands, args)))
        return click.Group.parse_args(self, ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise _explain_usage(error, ctx.meta[_WORDS]) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; suggest the nearest where there is none of that name."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = find_nearest(args[0], _IN_ORDER, most=1)
            unknown = command_sentences.UNKNOWN_COMMAND_NEAR if near else command_sentences.UNKNOWN_COMMAND
            told = unknown.fill(word=args[0], near="".join(near), commands=", ".join(_IN_ORDER))
            raise _refuse_usage(told, [word for word in ctx.meta[_WORDS] if word != args[0]])
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names in the order of the work."""
        return sorted(super().list_commands(ctx), key=_IN_ORDER.index)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List them, each with its whole sentence."""
        language = _help_language(ctx)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(command_sentences.COMMANDS.localize(language)):
            formatter.write_dl(
                [(name, _translate_help(command.help or "", language)) for name, command in commands if command]
            )

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        formatter.write_paragraph()
        formatter.write_text(command_sentences.EXAMPLES.localize(_help_language(ctx)))

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Run a command; 3 where its words find no room, 130 where it is interrupted."""
        words = sys.argv if args is None else args
        wanted = _language_of(words)
        try:
            _take_streams()
            return super().main(args, *more, **options)
        except KeyboardInterrupt:  # before a command has begun
            _tell(command_sentences.describe_interruption(()), wanted)
            sys.exit(INTERRUPTED)
        except OSError as error:
            if error.errno not in _NO_ROOM or error.filename is not None:
                raise
            _tell(command_sentences.NOT_PRINTED.fill(why=explain_os_error(error)), wanted)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is not tried again at the end
            sys.exit(NOTHING_DONE)


def _part_values(words: Sequence[str], known: Collection[str]) -> list[str]:
    """The words, where a value that "=" joins to a short option is a word of its own, as click has it of long ones."""
    parted: list[str] = []
    for word in words:
        name, sign, value = word.partition("=")
        is_joined = bool(sign) and name in known and not name.startswith("--")
        parted += [name, value] if is_joined else [word]
    return parted


def _has_other_dashes(word: str, known: Collection[str]) -> bool:
    """Whether a word is an option with one dash, or a long one, in place of two, as a text program makes it."""
    bare = word.lstrip("-–—")
    return word != bare and word not in known and f"--{bare}" in known


def _collect_values(options: Sequence[click.Option], words: Sequence[str]) -> dict[click.Option, list[str]]:
    """The values that a command line gives each option, each once: words of their own, after "=", or right after -o."""
    taking = {name: option for option in options if not option.is_flag for name in option.opts}
    found: dict[click.Option, dict[str, None]] = {}
    left = iter(words)
    for word in left:
        name, _, value = word.partition("=")
        if word in taking:
            found.setdefault(taking[word], {})[next(left, "")] = None
        elif name in taking:
            found.setdefault(taking[name], {})[value] = None
        elif word[:2] in taking:
            found.setdefault(taking[word[:2]], {})[word[2:]] = None
    return {option: list(values) for option, values in found.items()}


def _known_names(context: click.Context) -> set[str]:
    """Every way the options of a command are written."""
    return {name for one in _list_options(context) for name in (*one.opts, *one.secondary_opts)}


def _refuse_odd_options(context: click.Context, words: Sequence[str]) -> None:
    """Refuse an option for another's value, two values of one that takes one, and an option with other dashes."""
    options, known = _list_options(context), _known_names(context)
    flags = {name for one in options if one.is_flag for name in one.opts}
    for name, value in pairwise(words):
        if value in known and name in known - flags:
            raise click.BadOptionUsage(name, name, context)
    for option, values in _collect_values(options, words).items():
        if len(values) > 1 and not option.multiple:
            facts = {"option": option.opts[0], "first": values[0], "last": values[-1]}
            raise _refuse_usage(command_sentences.OPTION_TWICE.fill(**facts), context.meta[_WORDS])
    for word in words:
        if _has_other_dashes(word.partition("=")[0], known):
            raise click.NoSuchOption(word.partition("=")[0], ctx=context)


def _list_values(option: str, words: Sequence[str]) -> list[str]:
    """The values of an option in their order, each in a word of its own or after "="."""
    return [
        after if word == option else word.removeprefix(f"{option}=")
        for word, after in pairwise([*words, ""])
        if word == option or word.startswith(f"{option}=")
    ]


def _take_streams() -> None:
    """Where a standard stream is closed, let it be one that takes nothing, and keep its number from files."""
    while (number := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(number)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", closefd=False)


def _stops(command: Callable[Concatenate[Language | None, P], int]) -> Callable[..., None]:
    """A command that ends with its exit status, and says in one sentence why it could do nothing."""

    @wraps(command)
    def run(lang: Language | None, *args: P.args, **options: P.kwargs) -> None:
        from hplan_xl.excel.atomic_write import forget_placed, list_placed

        try:
            forget_placed()
            status = command(lang, *args, **options)
        except WrongEnding as error:
            raise _refuse_usage(error.sentence, _words()) from error
        except HplanError as error:
            _tell(error.sentence, lang)
            quotes = _suggest_quotes(_words())
            if quotes is not None:
                _tell(quotes, lang)
            status = NOTHING_DONE
        except OSError as error:
            if error.filename is None:
                raise
            # Python asks the system of a path before it is opened (`Path.is_dir`), and raises what it does not expect.
            told = command_sentences.PATH_NOT_REACHED
            _tell(told.fill(path=error.filename, why=explain_os_error(error)), lang)
            status = NOTHING_DONE
        except UnicodeEncodeError:
            if sys.getfilesystemencoding() == "utf-8":
                raise
            _tell(command_sentences.NO_LETTERS, lang)
            status = NOTHING_DONE
        except (KeyboardInterrupt, RuntimeError) as error:
            # Python before 3.12 wraps Ctrl-C where a class is being made.
            if not any(isinstance(one, KeyboardInterrupt) for one in (error, error.__cause__)):
                raise
            _tell(command_sentences.describe_interruption(list_placed()), lang)
            status = INTERRUPTED
        sys.exit(status)

    return run


_LANG = click.option("--lang", type=click.Choice(["sv", "en"]), help=_help(command_sentences.LANG))


@click.group(
    cls=_Commands,
    help=_help(command_sentences.MAIN),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="hplan", help=_help(command_sentences.VERSION))
@_LANG
@click.pass_context
def main(context: click.Context, lang: Language | None) -> None:
    """Every command of hplan."""
    context.default_map = {name: {"lang": lang} for name in _IN_ORDER} if lang else None
    # A run is short and keeps nearly all it makes: to look for garbage among millions of cells takes a sixth of it.
    gc.disable()
    context.call_on_close(_watch_again)
    atexit.register(gc.freeze)  # nothing needs collecting while the process ends
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a sign shows ? instead of stopping the run


def _watch_again() -> None:
    """Look for garbage from here on, but not at once among all that was made: that counts as old."""
    gc.freeze()
    gc.unfreeze()
    gc.enable()


class _GivenPath(click.Path):
    """A path that is not blank, as a variable that is not set gives it: that would mean the folder here."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Refuses a blank one."""
        return super().convert(value, param, ctx) if str(value).strip() else self.fail("", param, ctx)


_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
_PATH = _GivenPath(path_type=Path)
_FILE = _help(command_sentences.FILE)


def _output(metavar: str, text: Text, name: str = "output") -> _Decorator:
    """The option -o of a command that has to be given one."""
    return click.option("-o", "--output", name, required=True, type=_PATH, metavar=metavar, help=_help(text))


def _year(text: Text) -> _Decorator:
    """The option --year."""
    return click.option("--year", type=click.IntRange(2000, 2100), help=_help(text))


def _day(name: str, text: Text) -> _Decorator:
    """An option that takes a day."""

    def read(_context: click.Context, _option: click.Parameter, value: datetime | None) -> date | None:
        return value.date() if value else None

    day = click.DateTime(formats=["%Y-%m-%d"])
    return click.option(name, type=day, callback=read, metavar=_help(command_sentences.DATE), help=_help(text))


def _words_typed(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """The lines of a text without white space around them; "" where nothing else was typed."""
    return "\n".join(filter(None, map(clean_text, value.splitlines())))


_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
_REGISTER = click.option(
    "--register", "register_path", type=_PATH, metavar=_FILE, help=_help(command_sentences.REGISTER)
)
_EXCLUDE = click.option("--exclude", multiple=True, metavar=_FILE, help=_help(command_sentences.EXCLUDE))
_REGIONS = click.option("--region", "regions", multiple=True, help=_help(command_sentences.MERGE_REGION))
_FORCE = click.option("--force", is_flag=True, help=_help(command_sentences.FORCE))


def _with_mails(text: Text) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Let a command write mails: its options for them become one order, `mails`, None where none are asked for.

    text: which mails, for the help.
    """

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        @click.option("--mail", "folder_of_mails", type=_PATH, metavar="DIR", help=_help(text))
        @_day("--reply-by", command_sentences.REPLY_BY)
        @click.option(
            "--contact", default="", callback=_words_typed, metavar="TEXT", help=_help(command_sentences.SENDER)
        )
        @wraps(command)
        def run(
            lang: Language | None,
            paths: Sequence[str],
            folder_of_mails: Path | None,
            reply_by: date | None,
            contact: str,
            **options: object,
        ) -> int:
            written = [path for path in (options.get("output"), options.get("folder")) if isinstance(path, Path)]
            if options.get("split_by", "") is None:  # of a merge into one file
                written = list(map(_name_workbook, written))
            mails = _mail_order(folder_of_mails, paths, written, reply_by, contact, lang)
            return command(lang, paths=paths, mails=mails, **options)

        return run

    return decorate


@main.command(help=_help(command_sentences.TEMPLATE))
@click.option("-o", "--output", type=_PATH, metavar="PATH", help=_help(command_sentences.TEMPLATE_OUTPUT))
@click.option("--region", default="sydostra", show_default=True, help=_help(command_sentences.REGION))
@click.option("--group", "group_name", metavar=_help(command_sentences.NAME), help=_help(command_sentences.GROUP))
@click.option("--all-groups", is_flag=True, help=_help(command_sentences.ALL_GROUPS))
@_year(command_sentences.TEMPLATE_YEAR)
@_day("--due", command_sentences.DUE)
@click.option("--contact", default="", callback=_words_typed, metavar="TEXT", help=_help(command_sentences.CONTACT))
@_REGISTER
@_LANG
@_stops
def template(
    lang: Language | None,
    output: Path | None,
    region: str,
    group_name: str | None,
    all_groups: bool,
    year: int | None,
    due: date | None,
    contact: str,
    register_path: Path | None,
) -> int:
    """Write templates to fill in."""
    from hplan_xl.commands import make_templates

    if all_groups and group_name:
        raise _refuse_usage(command_sentences.GROUP_AND_ALL, _words())
    if all_groups and output is None:
        raise _refuse_usage(command_sentences.ALL_GROUPS_NEEDS_FOLDER, _words())
    folders = [str(output), str(output.parent)] if output else ["."]
    register = _register(register_path, folders, lang, command_sentences.REGISTER_AT_OUTPUT)
    order = make_templates.TemplateOrder(
        register=register, region=region, due=due, contact=contact, language=lang or "sv"
    )
    order = replace(order, year=year) if year else order
    for asked in make_templates.ask_about_day(order.due, order.year, command_sentences.DUE_FAR):
        _tell(asked, lang)
    if all_groups and output is not None:
        made = make_templates.write_region_templates(order, output)
        blank = make_templates.describe_blanks(order)
        if blank.sv:
            _tell(blank, lang)
    else:
        target = output if output is None or output.is_dir() else _name_workbook(output)
        made = [make_templates.write_group_template(order, group_name, target)]
    _report_written(made, lang)
    return DONE


@main.command(help=_help(command_sentences.CHECK))
@_PATHS
@click.option("--mark", "folder", type=_PATH, metavar="DIR", help=_help(command_sentences.MARK))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help=_help(command_sentences.FORMAT)
)
@_REGISTER
@_LANG
@_stops
@_with_mails(command_sentences.MAIL)
def check(
    lang: Language | None,
    paths: Sequence[str],
    folder: Path | None,
    form: Literal["text", "json", "csv"],
    mails: "MailOrder | None",
    register_path: Path | None,
) -> int:
    """Check filled plans."""
    if folder is not None:
        from hplan_xl.excel.atomic_write import refuse_file

        refuse_file(folder, "--mark")
    known = _register(register_path, paths, lang)
    with _reading(paths, known) as reading:
        from hplan_xl.commands import check_plans, report

        outcomes = check_plans.read_plans(reading, _progress(lang))
        checked = check_plans.judge_plans(outcomes, reading.book, None, ())
    language = lang or HERE
    match form:
        case "json":
            click.echo(report.format_json(checked.files, checked.findings, language))
        case "csv":
            click.echo(report.format_csv(checked.findings, language), nl=False)
        case "text":
            _say(report.format_text(checked.files, checked.findings, language))
    if folder is not None:
        _write_copies(checked, reading.sources, folder, lang, quietly=form != "text")
    if mails is not None:
        from hplan_xl.commands import merge_plans

        of_year = merge_plans.MergeOrder(language=mails.language)
        _, consolidation = merge_plans.consolidate_outcomes(lambda: outcomes, reading.book, known, of_year)
        _write_mails(consolidation, reading.sources, known, mails, lang, quietly=form != "text")
    return _status(checked)


@main.command(help=_help(command_sentences.MERGE))
@_PATHS
@_output("PATH", command_sentences.MERGE_OUTPUT)
@_year(command_sentences.MERGE_YEAR)
@_day("--as-of", command_sentences.AS_OF)
@_EXCLUDE
@_REGIONS
@click.option("--previous", multiple=True, type=_PATH, metavar=_FILE, help=_help(command_sentences.PREVIOUS))
@click.option("--split-by", type=click.Choice(["council", "region", "group"]), help=_help(command_sentences.SPLIT_BY))
@click.option("--handout", is_flag=True, help=_help(command_sentences.HANDOUT))
@click.option("--calendar", type=_PATH, metavar="FILE.ics", help=_help(command_sentences.CALENDAR))
@_FORCE
@_REGISTER
@_LANG
@_stops
@_with_mails(command_sentences.MAIL)
def merge(
    lang: Language | None,
    paths: Sequence[str],
    output: Path,
    year: int | None,
    as_of: date | None,
    exclude: Sequence[str],
    regions: Sequence[str],
    previous: tuple[Path, ...],
    split_by: str | None,
    handout: bool,
    mails: "MailOrder | None",
    calendar: Path | None,
    force: bool,
    register_path: Path | None,
) -> int:
    """Merge filled plans into a master workbook."""
    output = output if split_by else _name_workbook(output)
    _refuse_calendar(calendar, force=force)
    known = _register(register_path, paths, lang)
    with _reading(paths, known, output) as reading:
        from hplan_xl.commands import merge_plans

        order = merge_plans.MergeOrder(
            year=year,
            as_of=as_of,
            excluded_files=frozenset(exclude),
            regions=tuple(regions),
            force=force,
            split_by=merge_plans.find_division(split_by),
            handout=handout,
            previous=previous,
            language=lang or "sv",
        )
        merged = merge_plans.merge_plans(reading, output, known, order, _progress(lang))
    _report_merge(merged, as_of, lang)
    if mails is not None:
        _write_mails(merged.consolidation, reading.sources, known, mails, lang)
    _write_calendar(merged.consolidation, calendar, lang)
    return _status(merged.check_result)


@main.command(help=_help(command_sentences.SLIDES))
@_PATHS
@_output("PATH", command_sentences.SLIDES_OUTPUT)
@click.option("--split-by", type=click.Choice(["council", "group"]), help=_help(command_sentences.SLIDES_SPLIT_BY))
@_REGISTER
@_LANG
@_stops
def slides(
    lang: Language | None, paths: Sequence[str], output: Path, split_by: str | None, register_path: Path | None
) -> int:
    """Make slides of filled plans."""
    known = _register(register_path, paths, lang)
    with _reading(paths, known, output) as reading:
        from hplan_xl.commands import merge_plans, report, write_slides

        order = merge_plans.MergeOrder(split_by=merge_plans.find_division(split_by), language=lang or "sv")
        made = write_slides.write_slides(reading, output, known, order, _progress(lang))
    for line in report.format_outcome(made.check_result, lang or HERE):
        _say(line)
    for note in made.notes:
        _tell(note, lang)
    _report_written([file for file, _ in made.written_files], lang)
    return _status(made.check_result)


@main.command("import", help=_help(command_sentences.IMPORT))
@_PATHS
@_output("DIR", command_sentences.IMPORT_OUTPUT)
@_year(command_sentences.IMPORT_YEAR)
@_REGISTER
@_LANG
@_stops
def import_(
    lang: Language | None, paths: Sequence[str], output: Path, year: int | None, register_path: Path | None
) -> int:
    """Make filled templates of slides and documents of earlier plans."""
    from hplan_xl.commands import import_plans

    known = _register(register_path, paths, lang)
    imported = import_plans.import_documents(paths, output, known, year, lang or "sv", _progress(lang))
    return _report_outcomes(import_plans.describe_imports(imported, lang or HERE), imported, (), lang)


@main.command(help=_help(command_sentences.REPAIR))
@click.argument("path", metavar="PATH")
@_output("PATH", command_sentences.REPAIR_OUTPUT)
@_REGISTER
@_LANG
@_stops
def repair(lang: Language | None, path: str, output: Path, register_path: Path | None) -> int:
    """Pour damaged, altered or older plans into fresh templates."""
    from hplan_xl.commands import repair_plans

    mended = repair_plans.repair_plans(path, output, _register(register_path, [path], lang), _progress(lang))
    return _report_outcomes(repair_plans.describe_repairs(mended, lang or HERE), mended, (), lang)


@main.command(help=_help(export_sentences.EXPORT))
@_PATHS
@_output("DIR", export_sentences.EXPORT_OUTPUT, "folder")
@click.option(
    "--to",
    "form",
    required=True,
    type=click.Choice(["csv", "parquet", "json", "sqlite"]),
    help=_help(export_sentences.EXPORT_FORMAT),
)
@_year(command_sentences.MERGE_YEAR)
@_EXCLUDE
@_REGISTER
@_LANG
@_stops
def export(
    lang: Language | None,
    paths: Sequence[str],
    folder: Path,
    form: Literal["csv", "parquet", "json", "sqlite"],
    year: int | None,
    exclude: Sequence[str],
    register_path: Path | None,
) -> int:
    """Write filled plans as tables for other programs."""
    data_format = _data_format(form)
    known = _register(register_path, paths, lang)
    with _reading(paths, known, results=folder) as reading:
        from hplan_xl.commands import export_plans, report
        from hplan_xl.commands.merge_plans import PlanSelection

        selection = PlanSelection(year=year, excluded_files=frozenset(exclude))
        exported = export_plans.export_plans(
            reading, folder, known, selection, data_format, lang or "sv", _progress(lang)
        )
    for line in report.format_outcome(exported.check_result, lang or HERE):
        _say(line)
    rows = sum(len(table.rows) for table in exported.tables)
    _say(_localize(export_sentences.describe_tables(len(exported.tables), rows), lang))
    _say(_localize(command_sentences.FILE_WRITTEN.fill(path=exported.folder), lang))
    return _status(exported.check_result)


@main.command(help=_help(publish_sentences.PUBLISH))
@_PATHS
@_output("DIR", publish_sentences.PUBLISH_OUTPUT, "folder")
@_year(command_sentences.MERGE_YEAR)
@_EXCLUDE
@_REGISTER
@_LANG
@_stops
def publish(
    lang: Language | None,
    paths: Sequence[str],
    folder: Path,
    year: int | None,
    exclude: Sequence[str],
    register_path: Path | None,
) -> int:
    """Write filled plans as web pages."""
    known = _register(register_path, paths, lang)
    with _reading(paths, known, results=folder) as reading:
        from hplan_xl.commands import publish_plans, report
        from hplan_xl.commands.merge_plans import PlanSelection

        selection = PlanSelection(year=year, excluded_files=frozenset(exclude))
        published = publish_plans.publish_plans(reading, folder, known, selection, lang or "sv", _progress(lang))
    for line in report.format_outcome(published.check_result, lang or HERE):
        _say(line)
    for sentence in (*published.refusals, *published.notes):
        _tell(sentence, lang)
    _say(_localize(publish_sentences.describe_pages(published.pages), lang))
    _say(_localize(command_sentences.FILE_WRITTEN.fill(path=published.folder), lang))
    return TO_CORRECT if published.refusals else _status(published.check_result)


def _data_format(form: Literal["csv", "parquet", "json", "sqlite"]) -> "DataFormat":
    """The form of that name. Raises HplanError where what it needs is not installed."""
    match form:
        case "csv" | "json":
            from hplan_xl.export.file_formats import CSV, JSON

            return CSV if form == "csv" else JSON
        case "sqlite":
            from hplan_xl.export.file_formats import SQLITE

            return SQLITE
        case "parquet":
            try:
                from hplan_xl.export.parquet_format import PARQUET
            except ModuleNotFoundError as error:
                raise HplanError(export_sentences.NO_PARQUET) from error

            return PARQUET


@main.command(help=_help(command_sentences.FREEZE))
@_PATHS
@_output(_FILE, command_sentences.FREEZE_OUTPUT)
@_year(command_sentences.MERGE_YEAR)
@_day("--as-of", command_sentences.AS_OF)
@_EXCLUDE
@_REGIONS
@_FORCE
@_REGISTER
@_LANG
@_stops
def freeze(
    lang: Language | None,
    paths: Sequence[str],
    output: Path,
    year: int | None,
    as_of: date | None,
    exclude: Sequence[str],
    regions: Sequence[str],
    force: bool,
    register_path: Path | None,
) -> int:
    """Freeze the files of a round together with their master."""
    from hplan_xl.commands import freeze_round, merge_plans

    order = merge_plans.MergeOrder(
        year=year,
        as_of=as_of,
        excluded_files=frozenset(exclude),
        regions=tuple(regions),
        force=force,
        language=lang or "sv",
    )
    register = _find_register(register_path, paths, lang)
    frozen = freeze_round.freeze_round(paths, output, register, order, _progress(lang))
    _report_merge(frozen, as_of, lang)
    return TO_CORRECT if frozen.notes else _status(frozen.check_result)


@main.command(help=_help(command_sentences.VERIFY))
@click.argument("path", metavar=_help(command_sentences.ROUND), type=click.Path(path_type=Path))
@_LANG
@_stops
def verify(lang: Language | None, path: Path) -> int:
    """Say whether a frozen round is as it was."""
    from hplan_xl.commands import freeze_round

    verified = freeze_round.verify_round(path, _progress(lang))
    for sentence in verified.sentences:
        _say(_localize(sentence, lang))
    return DONE if verified.is_whole else TO_CORRECT


@main.command("next", help=_help(command_sentences.NEXT))
@_PATHS
@_output("DIR", command_sentences.NEXT_OUTPUT)
@_year(command_sentences.NEXT_YEAR)
@_day("--due", command_sentences.DUE)
@click.option(
    "--values", "saved_values", multiple=True, type=_PATH, metavar=_FILE, help=_help(command_sentences.NEXT_VALUES)
)
@_REGISTER
@_LANG
@_stops
@_with_mails(command_sentences.NEXT_MAIL)
def next_(
    lang: Language | None,
    paths: Sequence[str],
    output: Path,
    year: int | None,
    due: date | None,
    saved_values: tuple[Path, ...],
    mails: "MailOrder | None",
    register_path: Path | None,
) -> int:
    """Make next year's plans of this year's."""
    known = _register(register_path, paths, lang)
    with _reading(paths, known) as reading:
        from hplan_xl.commands import next_plans

        order = next_plans.NextOrder(known, year, due, saved_values)
        made = next_plans.make_next_plans(reading, output, order, _progress(lang))
    lines = next_plans.describe_next_plans(made.outcomes, lang or HERE)
    status = _report_outcomes(lines, made.outcomes, made.left_out, lang)
    if mails is not None and status != NOTHING_DONE:
        from hplan_xl.commands import mail_groups

        _report_mails(mail_groups.write_next_year_mails(made.outcomes, known, mails), mails, lang)
    return TO_CORRECT if status == DONE and made.rejected else status


@main.command(help=_help(command_sentences.WRITE_REGISTER))
@_output(_FILE, command_sentences.OUTPUT)
@_REGISTER
@_LANG
@_stops
def register(lang: Language | None, output: Path, register_path: Path | None) -> int:
    """Write the register as a workbook to complete."""
    from hplan_xl.commands import make_templates

    target = _name_workbook(output)
    _report_written([make_templates.write_register_workbook(_register(register_path), target, lang or "sv")], lang)
    return DONE


def _name_workbook(output: Path) -> Path:
    from hplan_xl.excel.atomic_write import name_workbook

    return name_workbook(output)


def _register(
    path: Path | None,
    plans: Sequence[str] = (),
    lang: Language | None = None,
    told: Text = command_sentences.REGISTER_BESIDE,
) -> "Register":
    """The register that is named, else the one that lies beside the plans, which is said, else the packaged one."""
    from hplan_xl.register.catalogue import extend_packaged_register, is_register_workbook

    path = _find_register(path, plans, lang, told)
    if path is None or not is_register_workbook(path):
        return extend_packaged_register(path)
    from hplan_xl.commands.read_register import read_register_workbook

    return read_register_workbook(path)


def _find_register(
    path: Path | None, plans: Sequence[str], lang: Language | None, told: Text = command_sentences.REGISTER_BESIDE
) -> Path | None:
    """The register that is named, else the one that lies beside the plans, which is said; None for the packaged one."""
    if path is not None:
        return path
    from hplan_xl.register.name_search import register_beside

    path = register_beside(plans)
    if path is not None:
        _tell(told.fill(path=path), lang)
    return path


def _reading(
    paths: Sequence[str], register: "Register", target: Path | None = None, results: Path | None = None
) -> "PlanReading":
    from hplan_xl.commands.begin_reading import begin_reading

    return begin_reading(paths, register, target, results=results)


def _progress(lang: Language | None) -> Callable[[int, int, str], None]:
    """Says which file is read, on one line that is written over where stderr is a terminal, else not at all."""

    def tell(number: int, count: int, name: str) -> None:
        if sys.stderr.isatty():
            shown = show_controls(name.rsplit("/", 1)[-1])
            line = _localize(command_sentences.READING.fill(n=number, all=count, file=shown), lang)
            click.echo(f"\r\x1b[K{line[:100]}" + ("\n" if number == count else ""), err=True, nl=False)

    return tell


def _write_copies(
    checked: "CheckResult", sources: "Sequence[Source]", folder: Path, lang: Language | None, *, quietly: bool
) -> None:
    """Write the marked copies and say where they are; on stderr where stdout is for a program."""
    from hplan_xl.commands import mark_plans

    made = mark_plans.write_marked_copies(checked, sources, folder, lang)
    for sentence in made.notes:
        _tell(sentence, lang)
    if checked.plans and not made.written_files and not made.notes:
        _tell(copy_sentences.NOTHING_TO_MARK, lang)
    _report_written(made.written_files, lang, to_stderr=quietly)


def _mail_order(
    folder: Path | None,
    paths: Sequence[str],
    written: Sequence[Path],
    reply_by: date | None,
    sender: str,
    lang: Language | None,
) -> "MailOrder | None":
    """What is asked for of mails; None for none. Refuses a folder that is or will be in use before anything is read."""
    if folder is None:
        if reply_by or sender:
            option = "--reply-by" if reply_by else "--contact"
            raise _refuse_usage(mail_sentences.ONLY_WITH_MAIL.fill(option=option), _words())
        return None
    from hplan_xl.commands import mail_groups

    mail_groups.refuse_folder(folder, paths, written)
    return mail_groups.MailOrder(
        folder=folder, reply_by=reply_by, sender=sender, language=lang or "sv", fault_language=lang
    )


def _write_mails(
    consolidation: "Consolidation",
    sources: "Sequence[Source]",
    register: "Register",
    order: "MailOrder",
    lang: Language | None,
    *,
    quietly: bool = False,
) -> None:
    """Write the mails and say how many of which kind, and what to know before they are sent."""
    from hplan_xl.commands import mail_groups

    _report_mails(mail_groups.write_mails(consolidation, sources, register, order), order, lang, quietly=quietly)


def _report_mails(made: "WrittenMails", order: "MailOrder", lang: Language | None, *, quietly: bool = False) -> None:
    """Say how many mails of which kind were written, and what to know before they are sent."""
    for note in made.notes:
        _tell(note, lang)
    for line in mail_sentences.describe_letters(made.kinds, order.folder):
        click.echo(_localize(line, lang), err=quietly)


def _refuse_calendar(path: Path | None, *, force: bool) -> None:
    """Refuse the name of a calendar before anything is read."""
    if path is not None:
        from hplan_xl.commands import make_calendar

        make_calendar.refuse_foreign_calendar(path, force=force)


def _write_calendar(consolidation: "Consolidation", path: Path | None, lang: Language | None) -> None:
    """Write the calendar and say where it is, where one is asked for."""
    if path is None:
        return
    from hplan_xl.commands import make_calendar

    made = make_calendar.write_calendar(consolidation, path, lang or "sv")
    for note in made.notes:
        _tell(note, lang)
    _report_written([made.written_file], lang)


def _report_merge(merged: "MergeResult", as_of: date | None, lang: Language | None) -> None:
    """Print what a merge tells: of the master, of the files, and where it is written."""
    from hplan_xl.commands import make_templates, report

    language, checked = lang or HERE, merged.check_result
    for line in report.format_merge(checked.files, merged.sentences, merged.counts, language):
        _say(line)
    for line in report.format_summary(checked.files, checked.findings, language):
        _say(line)
    asked = make_templates.ask_about_day(as_of, merged.consolidation.year, command_sentences.AS_OF_FAR)
    for note in (*merged.notes, *asked):
        _tell(note, lang)
    _report_written(merged.written_files, lang)


def _report_outcomes(
    lines: Iterable[str],
    outcomes: "Sequence[ImportOutcome | NextOutcome | RepairOutcome]",
    notes: Sequence[Text],
    lang: Language | None,
) -> int:
    """Print what became of each file, the notes and the refusals, and where results are; give the exit status."""
    for line in lines:
        _say(line)
    refused = [one.refusal for one in outcomes if one.refusal]
    for sentence in (*notes, *refused):
        _tell(sentence, lang)
    written = [one.written_file for one in outcomes if one.written_file]
    _report_written(written, lang)
    return NOTHING_DONE if not written else TO_CORRECT if refused else DONE


def _report_written(made: "Sequence[WrittenFile]", lang: Language | None, *, to_stderr: bool = False) -> None:
    for written in made:
        if written.earlier_file:
            target = written.instead_of or written.path
            _tell(command_sentences.EARLIER_KEPT.fill(path=target, kept=written.earlier_file), lang)
        if written.instead_of:
            _tell(command_sentences.FILE_LOCKED.fill(path=written.instead_of, spare=written.path), lang)
        line = _localize(command_sentences.FILE_WRITTEN.fill(path=written.path), lang)
        click.echo(show_controls(line), err=to_stderr)


def _status(checked: "CheckResult") -> int:
    return TO_CORRECT if checked.has_errors else DONE
