"""What the page says beside its figures."""

HEAD = """# How well signals work

Made by `python -m tests.truth.signals WORKSPACE`; not written by hand.

{places} neighbourhoods, {months} months ({from} to {to}). Thresholds of our detectors all together were found on {calibration}
worlds of chance, as a build finds them, for a promise of {promise:g} a quarter; those of each of them that has months enough, by
itself on {alone}, and of each rule of thumb on {rules}. Where alarms of a rule of thumb tie, as percentages of small counts do,
lots decide which of them come first. Seeds: {seeds}."""

OF_FALSE = """
## False signals that begin in a quarter

![False signals that begin in a quarter, by method]({stem}-false.svg)

*Own residuals in blocks*: what is left of the partnership's own months after level, trend, season and share, every month once,
put in another order in blocks of a year: what moves all neighbourhoods together by itself, what is of neighbourhoods for some
fifteen that lie together at a time. Both are widened by what the fits took from them: of neighbourhoods, share and each month's
total; of the whole, level, course and season. So what really happened in some month all over the partnership comes in every world
once, in another month, and may begin a signal that counts as false here. *Months without memory*: the measured dispersion, season
and trend, every month by itself. *As it comes*: the rule at the threshold that offices use, on {few} of the worlds. There are
{worlds} worlds of each of the two kinds, a year each, and neither is of the generator that thresholds were found on. But three
numbers of that generator (how slowly memory goes; how much farther busy neighbourhoods stray now and then, and how often) were
chosen in view of what such blocks read, and the blocks were made longer and wider in view of known rates (decision 14): the first
column tells that worlds can be made so, and is no test of another partnership's. ± is one standard error of counting; thresholds
found on forty worlds have one of some 0.08 of their own, and what three years of months tell scatters by more (see below).

**Why the two differ.** In real months what is high in a neighbourhood tends to be high there in the next month and next door too,
with nothing behind it that anybody would want to be told. Thresholds allow for as much of that as the partnership's months have.
The blocks keep most of it. Months without memory lack it, and they lack the months in which busy neighbourhoods stray farther; the
same thresholds are then stricter than they need to be. Other worlds of the kind that they were found on begin {with_memory} a
quarter; with their memory taken out, and nothing else changed, {without_memory}."""

OF_USE = """
**What it means for a user.** Where the rate is known {known} begin, in the partnership's own residuals in blocks {own}. {most}
{past}Months that stray less begin fewer. Who wants fewer sets `false_signals_a_quarter` lower. The price is that a real rise has
to be strong before it is raised, as the next part shows."""

BLOCKS_READ_LESS = """Since blocks read less than is true where that is known, its own months may begin about {most} a quarter,
with what really happened among them."""

BLOCKS_READ_ENOUGH = """Its own months may begin more, with what really happened among them."""

OFF = """With own residuals in blocks more than a fifth off the promise, of {methods} methods: {names}. In months without memory:
{other}."""

NONE_OFF = """With own residuals in blocks none of {methods} methods is more than a fifth off the promise. In months without memory
{other} are."""

BY_ITSELF = """A build uses no detector and no rule of thumb by itself."""

NOT_ABLE = """Not measured here, for want of months: {names}."""

SEE_LONGER = """See “With five years of months”."""

OF_YARDSTICK = """
### How far the blocks themselves are off

{number} histories were drawn from worlds of chance. Thresholds were found on each as a build finds them, on {worlds} worlds, and
judged twice: on blocks of the history's own residuals, as above, and on {worlds} more of the worlds that it was drawn from, where
the rate is known. ± is the standard error over histories, of the last column by leaving out one history at a time. *Read ÷ known*
is how far the blocks are off. There are two reasons, which cannot be told apart here: months that are rounded, cut at nought and
put in another order remember less and reach less far; and thresholds that were found on a history fit its own months better than
others. {kept} The last column is what the first table would be if the blocks read the partnership's own months as they read
these; it holds what really happened in those months too, which nobody can take out of them.

Of worlds whose rate is known, ours all together begin {known} a quarter where {promise:g} was promised: {least:.2f} to {most:.2f}
by history, for three years tell a partnership's chance only so well. These worlds are of the same make as those that thresholds
are found on: they test how thresholds are found, and not the make. {off}"""

OF_LONGER = """
### With five years of months

Of {number} histories of {months} months, made after the partnership's, with its course and season before its first month as after
it, the same was asked of our detectors: flexible Farrington then has months enough. Thresholds were found on {worlds} worlds
each. Of ours all together blocks read {read:.2f} times what is known. {off}"""

KNOWN_OFF = """More than a fifth off the promise where the rate is known: {names}."""

NONE_KNOWN_OFF = """No method is more than a fifth off the promise where the rate is known."""

KEPT = """On the average of categories the memory of neighbourhoods is {own[local_memory]:.3f} in the months as they are and
{blocks[local_memory]:.3f} in blocks of them, nearness {own[next_door]:.3f} and {blocks[next_door]:.3f}, the memory of the whole
{own[together_memory]:.2f} and {blocks[together_memory]:.2f}; all move together by more, for groups of neighbours are not brought
back to the month's total (variance {own[together]:.3f} and {blocks[together]:.3f})."""

PAST_BEGAN = """Of signals in the months as they came, {raised} began in {quarters:.1f} quarters after the first month-end gone
through, with what really happened among them (see the end of the page). """

OF_RISES = """
## Rises put in, at the same rate of false signals

![Share found by size of rise and number of neighbourhoods]({stem}-found.svg)

![Share found by month-ends since the rise began]({stem}-months.svg)

Share found within six months of {worlds} worlds each (95% limits), and the median month-end of those found (1 is the first).
Found is a signal of a rise in a category put in, three tenths or more of it in the neighbourhoods put in. The best rule of thumb
is the one that found most, then soonest. What the same world says without the rise is not counted. Worlds are those of own
residuals in blocks, in which the methods' false signals are as often as the first column above says. Both pictures are of steps,
the second of all categories at once, which are found best; ramps and one category are in the table.

**What it cannot do.** A rise in one neighbourhood and one category is hardly ever found, be it a doubling: there are too few cases
in a month for it to stand out from chance. In more than half of the worlds ours finds: {found}."""

OF_UPSETS = """
## Changes of the figures that are none of crime

Put into worlds without memory as they would stand in an edition (counts, coverage, placement, revisions, the register of breaks),
in one of the last twelve months, and gone through as a build does. *Without guards*: signals that the change would have made if
nothing were known of it; the others, what became of them. A signal that the same world makes without the change is not counted,
nor is one of neighbourhoods and months in none of which it changed a count; one of the world's own chance that comes over its
threshold because a month is left out of what it is held against is counted as raised, though the change did not make it. What is
neither refused nor downgraded nor raised was not made at all: months not supplied whole, and those before a break that refuses
comparison, are not looked at."""

OF_PAST = """
## The past gone through

Month-ends {first} to {last}, with the thresholds of today and the rows as they are now: revised data, not as it was issued
then. {number} signals; of {known} whose next three months are known: {told}.

Counts are of what the police recorded and police.uk publishes, at map points that stand for several addresses. A signal is a
question, which nobody has looked into here: it says nothing about any person, household or business."""
