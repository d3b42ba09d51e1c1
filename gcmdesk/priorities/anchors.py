"""The five principles of guidance Tool 4 as criteria: a question and what 0 to 5 mean, each in one plain line.

Titles are the library's (`compact` Tool 4). All scales run the same way: more speaks for acting first.
"""

from gcmdesk.i18n import mark

QUESTIONS = {
    "applicability": mark(
        "How much does it matter here, for governance and for what migrants need and are entitled to?"
    ),
    "linkages": mark("How well can it build on plans, strategies and reporting that exist?"),
    "impact": mark("What good would progress do migrants, above all those at risk of being left behind?"),
    "future-consideration": mark("How much will it matter in five to ten years?"),
    "constraint-recognition": mark("How well can it be carried out with the people, funds and laws there are?"),
}
"""By id of the principle, in the guidance's order."""

ANCHORS = {
    "applicability": (
        mark("Nothing here calls for it."),
        mark("It concerns very few people or places."),
        mark("It concerns some, in a limited way."),
        mark("It answers a need that many name."),
        mark("It answers a pressing need in large parts of the country."),
        mark("It answers one of the country’s most urgent needs."),
    ),
    "linkages": (
        mark("No plan or process touches it."),
        mark("One process touches it in passing."),
        mark("One process could take it up."),
        mark("Several processes could take it up."),
        mark("It is part of a plan with a body in charge."),
        mark("It is part of several plans with bodies and funds behind them."),
    ),
    "impact": (
        mark("None that anybody can see."),
        mark("A little, for few people."),
        mark("Some for a few people, or a little for many."),
        mark("A clear improvement for many."),
        mark("A large improvement, also for those at risk of being left behind."),
        mark("It would change lives and carry other objectives forward."),
    ),
    "future-consideration": (
        mark("It will have lost its meaning."),
        mark("It will matter less than today."),
        mark("It will matter about as much as today."),
        mark("It will matter somewhat more than today."),
        mark("It will matter much more than today."),
        mark("It decides whether the country is ready for what is coming."),
    ),
    "constraint-recognition": (
        mark("It is not possible as things are."),
        mark("Only if several large obstacles go."),
        mark("With one large obstacle to clear."),
        mark("With effort; the obstacles are known."),
        mark("With what there is, and a little more."),
        mark("At once, with what there is."),
    ),
}
"""What 0, 1, 2, 3, 4 and 5 mean, untranslated."""

PLAIN = (
    mark("Not at all"),
    mark("Hardly"),
    mark("A little"),
    mark("Fairly"),
    mark("Much"),
    mark("Very much"),
)
"""What 0 to 5 mean for an own criterion that says nothing else."""
