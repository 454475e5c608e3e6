"""What is committed speaks of the product alone, and every link between documents leads somewhere."""

import re

from house.source import ROOT, committed

LOCKS = {"uv.lock", "package-lock.json"}
# Put together here, so that this file does not say them either.
FORBIDDEN = re.compile(
    "|".join(
        (
            "/" + "work/",
            "/" + "farm/",
            "bash" + "_jobs",
            r"\." + "library",
            "/" + "tmp/[a-z]*venv",
            "pypi" + r"\.org",
            "registry" + r"\.npmjs",
            "files" + r"\.pythonhosted",
            "deb" + r"\.debian\.org",
        )
    )
)


def _texts() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text()
        for path in committed()
        if path.name not in LOCKS and b"\0" not in path.read_bytes()[:8000]
    }


def test_nothing_names_the_machine_it_was_written_on_or_a_registry() -> None:
    named = [
        f"{name}:{number}: {match.group()}"
        for name, text in _texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := FORBIDDEN.search(line))
    ]

    assert named == []


def test_no_merge_was_left_half_done() -> None:
    marker = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)

    assert [name for name, text in _texts().items() if marker.search(text)] == []


def test_a_lock_names_no_registry_of_this_network() -> None:
    private = re.compile(r"https?://(10\.|127\.|192\.168\.|localhost)")

    assert [p.name for p in committed() if p.name in LOCKS and private.search(p.read_text())] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{name}: {target}"
        for name, text in _texts().items()
        if name.endswith(".md")
        for target in re.findall(r"\]\((?![a-z]+:)([^)#\s]+)", text)
        if not ((ROOT / name).parent / target).exists()
    ]

    assert broken == []


def test_every_document_that_a_sentence_sends_people_to_exists() -> None:
    gone = {
        f"{name}: {document}"
        for name, text in _texts().items()
        if name.startswith("src/") and name.endswith(".py")
        for document in re.findall(r"docs/[\w/-]+\.\w+", text)
        if not (ROOT / document).exists()
    }

    assert gone == set()
