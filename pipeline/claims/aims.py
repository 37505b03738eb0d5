"""What was aimed at and what came of it: 预算收入30亿元,实际完成31亿元 measures the same thing twice, first as an aim, then as a result."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.patterns import when_used

_AIM = when_used(
    r"(?:年初|年度|调整后?|目标|计划|任务|预期|变更|全年)*(?:预算|计划|目标|任务|指标)(?:数|任务|目标|指标)?$"
)
"""What makes an aim of the measure before it: 造林|计划, 一般公共预算收入|年初预算."""
_OUTCOME = when_used(
    r"(?:实际|最终|执行|[已共]|累计|[全当本]年|年内|当期)*(?:(?:完成|执行|到位|实现|决算)了?|(?:完成|执行|决算|实际)[数额])(?:为|达到?|约)?"
)
"""A clause that only says that an aim was reached, or the column of an account: 实际完成, 执行数为."""
_ENDS = when_used(r"(?:完成|执行|到位|实现|决算|实际)(?:了|[数额])?(?:为|达到?|约)?$")
_LONGEST = 8
"""Characters that the last words of such a clause take."""
_LEAST = 2
"""Characters of a measure, at least."""
_CLOSED = ",;。:()\n"


def may_tell_outcome(gap: str) -> bool:
    """Whether what stands before a quantity ends as such clauses do; no clause is read for others."""
    return _ENDS.search(gap, max(0, len(gap) - _LONGEST)) is not None


def outcome_of(clause: str, behind: str, earlier: Sequence[str]) -> str:
    """What a quantity measures where its clause only tells the outcome of an aim; empty where it says more, or no aim was named.

    Args:
        clause: the clause before the quantity.
        behind: what stands behind it: a noun there is what was done (已完成3所|学校).
        earlier: the subjects of the quantities before it.
    """
    named = [measure for subject in earlier if (measure := without_aim(subject)) and not _AIM.fullmatch(measure)]
    if not named or _OUTCOME.fullmatch(clause) is None:
        return ""
    is_aim = named[-1] != earlier[-1]
    if not is_aim and behind.strip()[:1] not in _CLOSED:
        return ""
    return max((name for name in named if name.endswith(named[-1])), key=len)  # 支出预算调整为…: of 公共预算支出


def without_aim(subject: str) -> str:
    """A measure without the word that makes an aim of it; as it is where nothing would be left."""
    aim = _AIM.search(subject)
    return subject[: aim.start()].removeprefix("调整后的") if aim and aim.start() >= _LEAST else subject
