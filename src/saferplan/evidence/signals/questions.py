"""The next question about a rise, and whose data would answer it, by category.

They follow the questions of problem-oriented policing (Clarke and Eck 2003, *Become a Problem-Solving Crime Analyst*): what
exactly, to whom, by whom, when in the day, and what is already being done.
"""

from dataclasses import dataclass

from saferplan.base.categories import ASB
from saferplan.evidence.signals.panel import PartnerKind


@dataclass(frozen=True)
class Question:
    """What to ask next, and of whom."""

    question: str
    ask_whom: str


QUESTIONS = {
    ASB: Question(
        "What kind is it (nuisance, environmental, personal), at what hours, and do council and landlords see the same?",
        "Council ASB team, landlords, police incident log",
    ),
    "Bicycle theft": Question(
        "From where: stations, schools, homes? Were they locked?", "Police, rail operator, colleges"
    ),
    "Burglary": Question(
        "Homes or businesses? By which way in, at what hours, and are near neighbours hit again?",
        "Police crime records, landlords, repeat-victim scheme",
    ),
    "Criminal damage and arson": Question(
        "Damage or fire? Vehicles, homes or public buildings? School holidays?",
        "Police, fire and rescue service, council street scene",
    ),
    "Drugs": Question(
        "Did policing change (an operation, a new team), or did supply and use?",
        "Police tasking records, drug and alcohol services, ambulance",
    ),
    "Other crime": Question("Which offences is it made of?", "Police crime records"),
    "Other theft": Question(
        "What is taken, and from where: fuel, building sites, homes, outside shops?", "Police crime records, businesses"
    ),
    "Possession of weapons": Question(
        "Did stop and search or other policing change?", "Police stop and search records, hospitals"
    ),
    "Domestic abuse": Question(
        "Are the same people victims again, is more reported, or is there more of it? Are they known to MARAC?",
        "Domestic-abuse services, MARAC, police crime records",
    ),
    "Hate crime": Question(
        "Which strand, the same victims or offenders, and did something happen that set it off?",
        "Police crime records, hate-crime partnership, schools",
    ),
    "Crime with a knife": Question(
        "Threatened, used or only carried? Young people, drugs, or at home?",
        "Police crime records, hospitals and ambulance, youth justice service",
    ),
    "Crime with alcohol": Question(
        "Licensed premises, street drinking or homes? Which nights?",
        "Licensing, ambulance and emergency department, police crime records",
    ),
    "Public order": Question(
        "Night-time economy, protests, or disputes between neighbours? Hate crime among it?",
        "Police crime records, licensing, hate-crime partnership",
    ),
    "Robbery": Question(
        "Of persons or of businesses? Pupils on their way home? The same offenders?",
        "Police crime records, schools, transport operators",
    ),
    "Shoplifting": Question(
        "One store or many? The same few people, or a change in how a store reports?",
        "Retailers and their crime partnership, police offender records",
    ),
    "Theft from the person": Question(
        "Which streets and hours: markets, stations, nightlife?", "Police crime records, event organisers"
    ),
    "Vehicle crime": Question(
        "From vehicles or of them? Which makes, which streets, tools from vans?",
        "Police crime records, insurers, car park operators",
    ),
    "Violence and sexual offences": Question(
        "Domestic abuse, nightlife, or neighbours? With or without injury? Did recording change?",
        "Police crime records, ambulance, hospital, domestic-abuse services",
    ),
}
OF_PARTNERS = "Which kinds is it made of, at what hours, and do other partners see the same?"
OF_OTHERS = Question("Which offences is it made of, at what hours, and who knows the place?", "Police crime records")
OF_A_FALL = Question(
    "Did something work, did recording or reporting change, or did it move elsewhere?",
    "Police crime recording, whoever acts there, neighbouring areas",
)


def question_of(category: str, partner: PartnerKind | None) -> Question:
    """What to ask about a rise of a category; `partner` where it is a partner's, who is asked first."""
    if partner is None:
        return QUESTIONS.get(category, OF_OTHERS)
    return QUESTIONS.get(partner.kind, Question(OF_PARTNERS, partner.supplier))
