"""Take a structure apart field by field, in the order of its ASN.1 definition."""

from collections.abc import Iterator

from attrs import define, field

from tegata.pki import der
from tegata.pki.der import Element, Tag
from tegata.pki.problems import MalformedDer

_TRUE, _FALSE = b"\xff", b"\x00"
_STRINGS = {
    Tag.UTF8_STRING: "utf-8",
    Tag.PRINTABLE_STRING: "ascii",
    Tag.IA5_STRING: "ascii",
    0x14: "latin-1",  # TeletexString, which old certificates carry
    0x1E: "utf-16-be",  # BMPString
}


@define
class Walk:
    """The fields of one constructed element, taken one after the other."""

    whole: Element
    _rest: Iterator[Element] = field(init=False)
    _next: Element | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._rest = iter(self.whole)
        self._next = next(self._rest, None)

    @classmethod
    def of(cls, octets: bytes, tag: int = Tag.SEQUENCE) -> "Walk":
        """Start at an encoding. Raises MalformedDer."""
        return cls(der.read(octets, tag))

    def take(self, tag: int | None = None) -> Element:
        """Take the next field, which must stand there. Raises MalformedDer."""
        found = self._next
        if found is None or tag not in {None, found.tag}:
            at = self.whole.end if found is None else found.start
            wanted = "another field" if tag is None else f"an element with tag {tag:02x}"
            raise MalformedDer(position=str(at), why=f"{wanted} must stand here")
        self._next = next(self._rest, None)
        return found

    def take_if(self, tag: int) -> Element | None:
        """Take the next field if it has this tag: an OPTIONAL or DEFAULT one."""
        return self.take(tag) if self._next is not None and self._next.tag == tag else None

    def enter(self, tag: int = Tag.SEQUENCE) -> "Walk":
        """Take the next field and walk into it."""
        return Walk(self.take(tag))

    def end(self) -> None:
        """Require that nothing is left. Raises MalformedDer."""
        if self._next is not None:
            raise MalformedDer(position=str(self._next.start), why="a field too many")


def read_boolean(found: Element) -> bool:
    """Read a BOOLEAN (X.690, 11.1). Raises MalformedDer."""
    if found.tag != Tag.BOOLEAN or found.value not in {_TRUE, _FALSE}:
        raise MalformedDer(position=str(found.start), why="a boolean must stand here")
    return found.value == _TRUE


def read_bits(found: Element) -> bytes:
    """Read a BIT STRING of whole octets: a key or a signature. Raises MalformedDer."""
    if not found.value.startswith(b"\x00"):
        raise MalformedDer(
            position=str(found.start), why="a string of whole octets must stand here"
        )
    return found.value[1:]


def read_named_bits(found: Element) -> frozenset[int]:
    """Read a named bit list: the numbers of the bits that are set (X.690, 11.2.2)."""
    unused, octets = found.value[:1], found.value[1:]
    size = 8 * len(octets)
    bits = int.from_bytes(octets, "big")
    shortest = (bits & -bits).bit_length() - 1 if bits else 0
    if found.tag != Tag.BIT_STRING or unused != bytes([shortest]) or (octets and not octets[-1]):
        raise MalformedDer(position=str(found.start), why="a shortest bit list must stand here")
    return frozenset(n for n in range(size) if bits >> (size - 1 - n) & 1)


def read_text(found: Element) -> str:
    """Read a character string of any kind that names use. Raises MalformedDer."""
    encoding = _STRINGS.get(found.tag)
    if encoding is None:
        raise MalformedDer(position=str(found.start), why="a character string must stand here")
    return decode(found, encoding)


def decode(found: Element, encoding: str) -> str:
    """Read the content as characters, whatever the tag. Raises MalformedDer."""
    try:
        return found.value.decode(encoding)
    except UnicodeDecodeError:
        raise MalformedDer(position=str(found.start), why="the characters cannot be read") from None
