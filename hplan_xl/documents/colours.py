"""A fill or a text colour of Office drawings as RRGGBB.

What the parts of a colour mean: ECMA-376 part 1, 20.1.2.3. A tint or shade is mixed in sRGB, which keeps the hue: what
is asked of a colour here is which one it is.
"""

import colorsys
from collections.abc import Mapping
from xml.etree.ElementTree import Element

Scheme = Mapping[str, str]

# The default of PowerPoint and Word since 2013, for a file whose theme is not to be had.
DEFAULT_SCHEME: Scheme = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
DEFAULT_MAP: Mapping[str, str] = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PRESET = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "green": "008000",
    "lime": "00FF00",
    "blue": "0000FF",
    "yellow": "FFFF00",
    "orange": "FFA500",
    "gray": "808080",
    "grey": "808080",
    "ltGray": "D3D3D3",
    "ltGreen": "90EE90",
    "dkGreen": "006400",
    "dkRed": "8B0000",
    "gold": "FFD700",
    "forestGreen": "228B22",
    "lightGray": "D3D3D3",
    "lightGreen": "90EE90",
    "limeGreen": "32CD32",
    "crimson": "DC143C",
    "tomato": "FF6347",
    "darkGreen": "006400",
    "darkRed": "8B0000",
    "seaGreen": "2E8B57",
    "lightBlue": "ADD8E6",
    "navy": "000080",
}
_WHOLE = 100_000
_FILLS = ("solidFill", "gradFill", "pattFill")


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def find_child(element: Element | None, name: str) -> Element | None:
    """The first child of that name, whatever its namespace."""
    if element is None:
        return None
    return next((one for one in element if local_name(one) == name), None)


def find_children(element: Element | None, name: str) -> tuple[Element, ...]:
    """The children of the first child with that name; empty where there is none."""
    found = find_child(element, name)
    return () if found is None else tuple(found)


def find_fill(properties: Element | None, scheme: Scheme) -> str:
    """The colour that an element's own fill has, "" for none; of a gradient its first, of a pattern its foremost."""
    if properties is None:
        return ""
    for one in properties:
        name = local_name(one)
        if name == "noFill":
            return ""
        if name in _FILLS:
            return _first_colour(one, scheme)
    return ""


def _first_colour(fill: Element, scheme: Scheme) -> str:
    for one in fill.iter():
        if local_name(one).endswith("Clr") and local_name(one) not in ("fgClr", "bgClr"):
            return find_colour(one, scheme)
    return ""


def find_colour(element: Element, scheme: Scheme) -> str:
    """The colour that an element such as srgbClr or schemeClr stands for; "" where it cannot be resolved."""
    base = _base(element, scheme)
    if len(base) != 6:
        return ""
    try:
        red, green, blue = (int(base[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return ""
    for change in element:
        red, green, blue = _changed(local_name(change), _share(change), (red, green, blue))
    return "".join(f"{round(min(max(part, 0), 1) * 255):02X}" for part in (red, green, blue))


def _base(element: Element, scheme: Scheme) -> str:
    value = element.get("val", "")
    match local_name(element):
        case "srgbClr":
            return value.upper()
        case "schemeClr":
            return scheme.get(value, "")
        case "sysClr":
            return (element.get("lastClr") or {"window": "FFFFFF", "windowText": "000000"}.get(value, "")).upper()
        case "prstClr":
            return _PRESET.get(value, "")
        case "scrgbClr":
            shares = (_number(element.get(part, "")) / _WHOLE for part in ("r", "g", "b"))
            return "".join(f"{round(min(max(share, 0), 1) * 255):02X}" for share in shares)
        case "hslClr":
            hue = _number(element.get("hue", "")) / 21_600_000
            lightness, strength = (_number(element.get(part, "")) / _WHOLE for part in ("lum", "sat"))
            return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, lightness, strength))
        case _:
            return ""


def _changed(how: str, share: float, rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    if how == "tint":
        return tuple(part * share + 1 - share for part in rgb)  # type: ignore[return-value]  # three stay three
    if how == "shade":
        return tuple(part * share for part in rgb)  # type: ignore[return-value]
    if how not in ("lumMod", "lumOff", "satMod", "satOff"):
        return rgb
    hue, lightness, strength = colorsys.rgb_to_hls(*rgb)
    match how:
        case "lumMod":
            lightness *= share
        case "lumOff":
            lightness += share
        case "satMod":
            strength *= share
        case _:
            strength += share
    return colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), min(max(strength, 0), 1))


def _share(change: Element) -> float:
    return _number(change.get("val", "")) / _WHOLE


def _number(words: str) -> float:
    words = words.strip()
    if words.endswith("%"):
        return _number(words[:-1]) * 1000
    try:
        return float(words)
    except ValueError:
        return 0.0


def read_colour_scheme(theme: Element | None, mapping: Mapping[str, str]) -> Scheme:
    """The colours of a theme by every name they go by; `mapping` is the master's clrMap."""
    own = dict(DEFAULT_SCHEME)
    for one in theme.iter() if theme is not None else ():
        if local_name(one) == "clrScheme":
            own |= {local_name(entry): colour for entry in one for part in entry if (colour := find_colour(part, {}))}
            break
    return {**own, **{name: own[to] for name, to in {**DEFAULT_MAP, **mapping}.items() if to in own}}
