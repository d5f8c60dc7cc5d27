"""Tables: table, column, row, cell and second_line. Registered by the s11 library.

    {% table "Audits, the latest first" cards=True %}
      {% column "Audit" %}
      {% column "Returned" "number" %}
      {% for cycle in cycles %}
        {% row %}
          {% cell %}{{ cycle.title }}{% endcell %}
          {% cell %}{{ cycle.returned }}{% endcell %}
        {% endrow %}
      {% endfor %}
    {% endtable %}

A column is described once; the cells of each row follow it in order. Rows and cells are put
together in Python: a list of a thousand agencies has six thousand of them.
"""

from typing import Any, NamedTuple

from django import template
from django.forms.utils import flatatt
from django.template.base import (
    FilterExpression,
    NodeList,
    Parser,
    TextNode,
    Token,
    token_kwargs,
)
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from . import _blocks

HERE = "s11_table"  # the name in the context of the table that is being written
NOTHING = "–"


class Column(NamedTuple):
    """What the cells of a column are put together from."""

    opening: str
    closing: str
    nothing: str  # the whole cell where there is no date; "" in other columns


class Table:
    """A table while its columns and rows are being written.

    cards: rows become small cards on a phone, see _cycle.scss; browsers tell screen readers of
    a table all the same. region: the label of a frame in which it scrolls on a phone instead.
    small: small text on a phone. also: a class of its own. row_heads: the first cell of a row
    is its heading.
    """

    def __init__(
        self,
        caption: Any,
        cards: bool = False,
        region: Any = "",
        small: bool = False,
        also: str = "",
        row_heads: bool = True,
    ) -> None:
        self.caption, self.cards, self.region = caption, cards, region
        self.small, self.also, self.row_heads = small, also, row_heads
        self.columns: list[Column] = []
        self.headings: list[SafeString] = []
        self.position = 0

    def add_column(self, heading: Any, kind: str, short: Any) -> None:
        """`short` is the heading beside a cell on a card, where there is less room."""
        is_head = self.row_heads and not self.columns
        tag, part = ("th", "header") if is_head else ("td", "cell")
        classes = f"govuk-table__{part}"
        if kind == "number":
            classes += f" {classes}--numeric"
        elif kind == "date":
            classes += " s11-rows__date"
        attributes: dict[str, Any] = {
            "scope": "row" if is_head else None,
            "class": classes,
            "data-label": (short or heading) if self.cards and not is_head else None,
        }
        self.headings.append(self._heading(heading, is_numeric=kind == "number"))
        opening, closing, nothing = f"<{tag}{flatatt(attributes)}>", f"</{tag}>", ""
        if kind == "date":
            attributes["class"] += " s11-rows__nothing"
            nothing = f"<{tag}{flatatt(attributes)}>{NOTHING}{closing}"
        self.columns.append(Column(opening, closing, nothing))

    def _heading(self, heading: Any, *, is_numeric: bool) -> SafeString:
        classes = "govuk-table__header" + (" govuk-table__header--numeric" if is_numeric else "")
        attributes = flatatt({"scope": "col", "class": classes})
        return format_html("<th{}>{}</th>", attributes, heading)

    def cell(self, content: str) -> str:
        """The next cell of the row. No date is a dash, and no line on a card."""
        if self.position == len(self.columns):
            raise template.TemplateSyntaxError("A row has more cells than there are columns.")
        column = self.columns[self.position]
        self.position += 1
        if column.nothing and not content.strip():
            return column.nothing
        return f"{column.opening}{content}{column.closing}"

    def row(self, content: str, kind: str) -> str:
        """The cells written since the last row; its kind becomes a class."""
        if self.position != len(self.columns):
            raise template.TemplateSyntaxError("A row has fewer cells than there are columns.")
        self.position = 0
        also = f" {self.also}__{escape(kind)}" if kind else ""
        return f'<tr class="govuk-table__row{also}">{content}</tr>'

    def second_line(self, content: str) -> str:
        """What belongs to the row before and needs the table's whole width; nothing for nothing."""
        if not content.strip():
            return ""
        cell = f'<td class="govuk-table__cell" colspan="{len(self.columns)}">{content}</td>'
        return f'<tr class="govuk-table__row s11-rows__more">{cell}</tr>'


class TableNode(template.Node):
    """`{% table caption … %}` up to `{% endtable %}`."""

    child_nodelists = ("nodelist",)

    def __init__(
        self, nodelist: NodeList, caption: FilterExpression, options: dict[str, FilterExpression]
    ) -> None:
        self.nodelist, self.caption, self.options = nodelist, caption, options

    def render(self, context: template.Context) -> SafeString:
        """The whole table, in its frame where it has one."""
        options = {name: value.resolve(context) for name, value in self.options.items()}
        table = Table(self.caption.resolve(context), **options)
        with context.push(**{HERE: table}):
            rows = self.nodelist.render(context)
        html = render_to_string("components/_table.html", {"table": table, "rows": rows})
        return _blocks.scroll_region(html, table.region) if table.region else html


def _up_to(parser: Parser, end: str) -> NodeList:
    """What stands up to the tag `end`, without the line breaks between rows and cells."""
    nodelist = parser.parse((end,))
    parser.delete_first_token()
    nodelist[:] = [
        node for node in nodelist if not (isinstance(node, TextNode) and node.s.isspace())
    ]
    return nodelist


def table(parser: Parser, token: Token) -> TableNode:
    """A table with its caption, which only screen readers read out."""
    _, caption, *options = token.split_contents()
    return TableNode(
        _up_to(parser, "endtable"), parser.compile_filter(caption), token_kwargs(options, parser)
    )


def column(context: template.Context, heading: Any, kind: str = "", short: Any = "") -> str:
    """The next column; kind "number" or "date" says how its cells are set."""
    context[HERE].add_column(heading, kind, short)
    return ""


class RowNode(template.Node):
    """`{% row %}` or `{% row kind %}` up to `{% endrow %}`."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, kind: FilterExpression | None) -> None:
        self.nodelist, self.kind = nodelist, kind

    def render(self, context: template.Context) -> str:
        """The row, with its kind as a class."""
        kind = self.kind.resolve(context) if self.kind else ""
        return context[HERE].row(self.nodelist.render(context), kind)


class SecondLineNode(template.Node):
    """`{% second_line %}` up to `{% endsecond_line %}`, after a row."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        """The line below the row."""
        return context[HERE].second_line(self.nodelist.render(context))


class CellNode(template.Node):
    """`{% cell %}` up to `{% endcell %}`."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        """The cell of the column whose turn it is."""
        return context[HERE].cell(self.nodelist.render(context))


def row(parser: Parser, token: Token) -> RowNode:
    """A row: holds as many cells as there are columns. In a table of figures, its kind is one."""
    _, *kind = token.split_contents()
    return RowNode(_up_to(parser, "endrow"), parser.compile_filter(kind[0]) if kind else None)


def second_line(parser: Parser, token: Token) -> SecondLineNode:
    """A line across all columns, below the row that it belongs to."""
    nodelist = parser.parse(("endsecond_line",))
    parser.delete_first_token()
    return SecondLineNode(nodelist)


def cell(parser: Parser, token: Token) -> CellNode:
    """A cell of the column whose turn it is."""
    nodelist = parser.parse(("endcell",))
    parser.delete_first_token()
    return CellNode(nodelist)


def register_all(register: template.Library) -> None:
    """Make them tags of `register`."""
    register.tag("table", table)
    register.tag("row", row)
    register.tag("cell", cell)
    register.tag("second_line", second_line)
    register.simple_tag(takes_context=True)(column)
