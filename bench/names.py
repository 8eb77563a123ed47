"""Names of nobody: common given names and made-up words, in the forms of the region."""

from itertools import accumulate
from random import Random

COMMON = """
siti muhammad sitti ahmad nur abdul andi rahman sri dewi ayu wahyu agus budi hasan husen amir yusuf ibrahim ismail
fatma aisyah khadija zainab mariam halima salma ratna sari indah putri lestari wati yani rini tuti yanti erni
hasna hasnia sarifa nurhayati nurlia nurdin safrudin jamaludin samsudin kamarudin burhanudin arifin saleh umar usman
ali bakri basri haris hamid hamza idris iskandar jafar junaidi kasim latif mansur mustafa nasir rusli sabri salim
sudirman suparman sulaiman syarif taher tamrin udin wawan yahya zainal anwar aris arman asri darwis edi eko fajar
firman gunawan hendra heri herman imran irfan irwan jaya joni laila lina maya mega mila murni nia nining nurul rahma
rahmat rina rosmini rosna rudi sahrul sahril samsia saripa sinta subair suarni sumarni sulastri suriani tina wulan
"""
ONSETS = ["b", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "ny", "sy", "kh", "tr", "c", "f"]
VOWELS = ["a", "i", "u", "e", "o", "a", "i", "u", "ia", "au"]
CODAS = ["", "", "", "n", "m", "r", "s", "l", "h", "t", "ng", "k"]
MADE_UP = 12_000
TITLES_MALE = ["La", "La", "La Ode", "Laode"]
TITLES_FEMALE = ["Wa", "Wa", "Wa Ode", "Waode"]


def vocabulary() -> list[str]:
    """The words that names are made of, the commonest first; always the same."""
    random = Random("names")
    words = dict.fromkeys(COMMON.split())
    wanted = len(words) + MADE_UP
    while len(words) < wanted:
        syllables = [
            random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS)
            for _ in range(random.choice([2, 2, 3]))
        ]
        words["".join(syllables)] = None
    return [word.capitalize() for word in words]


class NameMaker:
    """Names of one to four words, Zipf over the vocabulary, a third with a local title, a fifth with *bin*."""

    def __init__(self, random: Random):
        self.random = random
        self.words = vocabulary()
        self.weights = list(accumulate(1 / (rank + 6) ** 0.8 for rank in range(len(self.words))))
        self.pool: list[str] = []

    def word(self) -> str:
        if not self.pool:
            self.pool = self.random.choices(self.words, cum_weights=self.weights, k=20_000)
        return self.pool.pop()

    def name(self, sex: str) -> str:
        roll = self.random.random()
        words = [self.word() for _ in range(1 if roll < 0.2 else 2 if roll < 0.75 else 3)]
        if self.random.random() < 0.35:
            words.insert(0, self.random.choice(TITLES_FEMALE if sex == "P" else TITLES_MALE))
        if self.random.random() < 0.2:
            words += ["binti" if sex == "P" else "bin", self.word()]
        return " ".join(words)


def misspell(random: Random, name: str) -> str:
    """The name as a clerk might type it: one slip in one of its longer words."""
    words = name.split()
    places = [place for place, word in enumerate(words) if len(word) > 3] or [0]
    place = random.choice(places)
    word = words[place]
    at = random.randrange(1, max(2, len(word) - 1))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :],
        word[:at] + random.choice("aiueo") + word[at + 1 :],
        word.replace("u", "oe", 1).replace("j", "dj", 1),
    ]
    words[place] = random.choice([slip for slip in slips if slip and slip != word] or [word])
    return " ".join(words)
