"""The outcomes data.police.uk publishes, in our groups (`domain` register of 28 names; publisher's codes left out).

Court outcomes have not been published since June 2019, so a charge is the furthest that can be followed.
"""

from enum import StrEnum


class OutcomeGroup(StrEnum):
    CHARGE_OR_SUMMONS = "charge_or_summons"
    COURT = "court"
    OUT_OF_COURT = "out_of_court"
    NO_SUSPECT = "no_suspect"
    EVIDENTIAL = "evidential"
    NOT_PUBLIC_INTEREST = "not_public_interest"
    OTHER_BODY = "other_body"
    OPEN = "open"


OUTCOMES = {
    "Suspect charged": OutcomeGroup.CHARGE_OR_SUMMONS,
    "Suspect charged as part of another case": OutcomeGroup.CHARGE_OR_SUMMONS,
    "Awaiting court outcome": OutcomeGroup.COURT,
    "Court result unavailable": OutcomeGroup.COURT,
    "Court case unable to proceed": OutcomeGroup.COURT,
    "Defendant found not guilty": OutcomeGroup.COURT,
    "Defendant sent to Crown Court": OutcomeGroup.COURT,
    "Offender sent to prison": OutcomeGroup.COURT,
    "Offender given suspended prison sentence": OutcomeGroup.COURT,
    "Offender given community sentence": OutcomeGroup.COURT,
    "Offender fined": OutcomeGroup.COURT,
    "Offender given conditional discharge": OutcomeGroup.COURT,
    "Offender given absolute discharge": OutcomeGroup.COURT,
    "Offender ordered to pay compensation": OutcomeGroup.COURT,
    "Offender deprived of property": OutcomeGroup.COURT,
    "Offender otherwise dealt with": OutcomeGroup.COURT,
    "Offender given a caution": OutcomeGroup.OUT_OF_COURT,
    "Offender given penalty notice": OutcomeGroup.OUT_OF_COURT,
    "Offender given a penalty notice": OutcomeGroup.OUT_OF_COURT,
    "Offender given a drugs possession warning": OutcomeGroup.OUT_OF_COURT,
    "Local resolution": OutcomeGroup.OUT_OF_COURT,
    "Investigation complete; no suspect identified": OutcomeGroup.NO_SUSPECT,
    "Unable to prosecute suspect": OutcomeGroup.EVIDENTIAL,
    "Formal action is not in the public interest": OutcomeGroup.NOT_PUBLIC_INTEREST,
    "Further investigation is not in the public interest": OutcomeGroup.NOT_PUBLIC_INTEREST,
    "Further action is not in the public interest": OutcomeGroup.NOT_PUBLIC_INTEREST,
    "Action to be taken by another organisation": OutcomeGroup.OTHER_BODY,
    "Under investigation": OutcomeGroup.OPEN,
    "Status update unavailable": OutcomeGroup.OPEN,
}
MATURE_AFTER_MONTHS = 6
"""A crime's outcomes are counted up to this many months after its month, and a younger month is refused."""
