"""Who stands where in a crowd: plain people by chance, and every edge in fixed shares."""

from datetime import date, timedelta
from itertools import accumulate

from attrs import define, evolve, field

from tegata.authority.people.public import MyNumber, Name, Record, Sex, is_minor
from tegata.kit.core.calendar import months_later
from tegata.sandbox.population.values import Dice, FullName, Names, Part, Places, Surnames

_AGES = (33, 39, 42, 44, 50, 52, 51, 56, 63, 74, 77, 67, 60, 60, 72, 57, 45, 32, 17, 5, 1)
"""Japan's age pyramid about 2023: people in a thousand, in steps of five years from 0 to 104."""
_AGE_SUMS = tuple(accumulate(_AGES))
_MEN_PER_MILLE = 487

SYNTHETIC = "000"
"""How the body of every invented My Number begins."""
_NOT_GIVEN_YET = MyNumber.of_body(f"{SYNTHETIC}{0:08}")


@define
class Crowd:
    """Invents one person after another; some resemble the one before."""

    dice: Dice
    names: Names
    places: Places
    today: date
    made: list[Record] = field(factory=list)

    def add(self, number: int) -> Record:
        """Invent the next person, under the ``number``-th synthetic My Number."""
        place = len(self.made)
        record = evolve(
            self._somebody(place % 100),
            my_number=MyNumber.of_body(f"{SYNTHETIC}{number:08}"),
            is_protected=place % 200 == 111,  # noqa: PLR2004 - a place in the pattern
        )
        is_adult = not is_minor(record.birth, self.today)
        record = evolve(record, is_ward=is_adult and place % 250 == 77)  # noqa: PLR2004 - as above
        self.made.append(record)
        return record

    def _somebody(self, place: int) -> Record:
        edges = {
            7: self._of_variant_name,
            13: self._foreigner,
            23: self._of_former_name,
            29: self._namesake,
            41: self._of_variant_name,
            49: self._twin,
            63: self._leapling,
            71: self._foreigner,
            83: self._of_variant_name,
            97: self._of_former_name,
        }
        return edges.get(place, self._anybody)()

    def _anybody(self) -> Record:
        return self._of_a(self.names.surnames)

    def _of_variant_name(self) -> Record:
        return self._of_a(self.names.variants)

    def _of_a(self, surnames: Surnames) -> Record:
        sex = self._sex()
        family, given = surnames.draw(self.dice), self.dice.pick(self.names.given[sex])
        return self._record(FullName(family, given), sex)

    def _foreigner(self) -> Record:
        sex = self._sex()
        family = self.dice.pick(self.names.latin_surnames)
        given = self.dice.pick(self.names.latin_given[sex])
        record = self._record(FullName(family, given), sex)
        return evolve(record, stays_until=months_later(self.today, 1 + self.dice.below(60)))

    def _leapling(self) -> Record:
        record = self._anybody()
        leap_year = max(record.birth.year // 4 * 4, 1904)
        birth = date(leap_year, 2, 29)
        return evolve(record, birth=birth if birth < self.today else date(leap_year - 4, 2, 29))

    def _of_former_name(self) -> Record:
        former = self.names.surnames.draw(self.dice)
        return evolve(self._anybody(), former_name=Name(former.written))

    def _twin(self) -> Record:
        """Repeat family, home and day with another given name."""
        elder = self.made[-1]
        sex = self._sex()
        given = self.dice.pick(self.names.given[sex])
        family, read = elder.name.text.split("\u3000")[0], elder.kana.text.split("\u3000")[0]
        full = FullName(Part(family, read), given)
        return evolve(elder, name=full.name, kana=full.kana, sex=sex)

    def _namesake(self) -> Record:
        """Repeat name and day in another home."""
        return evolve(self.made[-1], address=self.places.draw(self.dice))

    def _sex(self) -> Sex:
        return Sex.MALE if self.dice.below(1000) < _MEN_PER_MILLE else Sex.FEMALE

    def _record(self, full: FullName, sex: Sex) -> Record:
        return Record(
            my_number=_NOT_GIVEN_YET,
            name=full.name,
            kana=full.kana,
            birth=self._birth(),
            sex=sex,
            address=self.places.draw(self.dice),
        )

    def _birth(self) -> date:
        """Draw a day before today, so that everybody can be registered by yesterday."""
        years = 5 * self.dice.weighted(_AGE_SUMS) + self.dice.below(5)
        return self.today - timedelta(days=years * 365 + years // 4 + 1 + self.dice.below(365))
