"""Words that figures are called by: a column of labels of which hardly any holds one of them may be a column of names.

Titles of measures are often written as names are, with capitals and two words long ("Hate Crime", "Safe Homes"). A closed
list of what services count, with the endings of such words, tells them apart better than any list of names.
"""

import re

from saferplan.sources.local.place_words import names_a_place

_WORDS = """
a abandoned abuse access active activity actual admission adult advice advised age aged agency alarm alcohol alert all
allegation animal anti antisocial appeal applicant application appointment area arrear arrest arson asb asian assault
assessed assessment attack attempt attend attendance average award aware awareness begging behaviour bicycle bike
black block boy breach budget bully burglary business bystander call camera capacity care carer case caution cctv
charge check child children church citizen class client close closed closure cohesion cohort collision community
complaint completed completion concern conditional contact convicted conviction cost council count county court crime
criminal cuckooing current custody cyber damage danger day dealing death debt decision delivered demand dependent
deposit detected detection disability disabled disorder dispersal disposal district diversion dog domestic door
drinking driver drop drug during duty early economic emergency employment end enforcement engaged engagement enquiries
enquiry environmental episode event evicted eviction exclusion existing exploitation extra faith fall false families
family fatal fear feel feeling female financial fine fire first fitted fixed fly food force forced found fraud free
full fund gang gender girl given graffiti grant group guilty gun harassment harm hate health help helped helpline high
home homeless homelessness hospital hostel hour house household housing human hygiene incident income indecent
independent individual information injunction injured injury intake intervention intimidation involved issue item job
joint judged key killed kind knife knives known landlord large learn left level licensing life light litter live loan
local lock lone loss low male man marac marriage measure medium meeting member men mental met minor missing mobile
modern money month more motor motorcycle murder national need neet neighbour neighbourhood net new night noise non
notice nuisance number occupancy offence offender offending officer old older on online op open operation order other out outcome
outreach overall overdose own owner parent park parking partner patrol payment peer penalty people per percentage
person personal phone physical place placed plan police population positive possession poverty premises present
prevent prevention prison private probation problem programme project property prosecuted prosecution protected
protection provided psychological public pupil quality quarter race racial rape rate ratio re reached read received
recorded recovered recovery reduced referral referred refuge refugee refused registered rehoused religious removed
rent repeat report reported request resident resolved response restorative result retail return review risk road
robbery rough rural safe safeguarding safer safety sanction satisfaction satisfied scheme school score seen sentence
serious served service session settled sex sexual shop shoplifting sleep sleeper sleeping smoke social speed staff
stalking standard started status still stop stopped street student substance suicide suitable support supported survey
suspended target teenage temporary tenancy tenant test theft threat ticket time tipping total traffic trafficking
trained training transport treatment truancy under unit unlawful urgent use user value van vandalism vehicle verbal
victim violence violent visit volunteer vulnerable waiting warden warning waste weapon week welfare white wider with
witness woman women work worker year young youth
"""
_KNOWN = frozenset(_WORDS.split())
_ENDING = re.compile(
    r"\w{3,}(?:ing|ings|tion|tions|sion|sions|ment|ments|ity|ities|ance|ances|ness|ship|ships|ism|als)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def holds_measure_word(label: str) -> bool:
    """Whether a label holds a word that figures or places are called by.

    >>> [holds_measure_word(each) for each in ("Hate Crime", "Noise", "Locks fitted", "Priya Evans", "Khan")]
    [True, True, True, False, False]
    """
    return any(_is_known(each.casefold()) for each in _WORD.findall(label))


def _is_known(word: str) -> bool:
    singular = word.removesuffix("s")
    return word in _KNOWN or singular in _KNOWN or _ENDING.fullmatch(word) is not None or names_a_place(word)
