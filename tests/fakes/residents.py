"""Residents for tests: nobody's data, numbers from the synthetic pattern."""

from datetime import date

from tegata.authority.people.values import (
    Address,
    Kana,
    MunicipalityCode,
    MyNumber,
    Name,
    PersonId,
    Record,
    Resident,
    Sex,
)

KIYOSE = MunicipalityCode("13221")
YOKOHAMA_NAKA = MunicipalityCode("14104")

PERSON = PersonId("7z" * 13)


def record(
    *,
    number: int = 1,
    name: str = "見本　花子",
    kana: str = "ミホン　ハナコ",
    birth: date = date(1990, 5, 12),
    sex: Sex = Sex.FEMALE,
    address: Address | None = None,
) -> Record:
    return Record(
        my_number=MyNumber.of_body(f"000{number:08}"),
        name=Name(name),
        kana=Kana(kana),
        birth=birth,
        sex=sex,
        address=address or kiyose("９０１番地１"),
    )


def resident() -> Resident:
    return Resident(PERSON, record(), since=date(2020, 4, 1))


def kiyose(block: str) -> Address:
    return Address(KIYOSE, f"東京都清瀬市中里{block}")


def yokohama(block: str) -> Address:
    return Address(YOKOHAMA_NAKA, f"神奈川県横浜市中区山手町{block}")
