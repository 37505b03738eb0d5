"""The claims of one document with the arguments decided by the caller: what the trainer and the explanation look into."""

from __future__ import annotations

from pipeline import flow, stages
from pipeline.claims.arguments import BEST, Decide
from pipeline.claims.claims import find_claims
from pipeline.config import Config
from pipeline.facts import Facts
from pipeline.language.in_force import using
from pipeline.records import Claim, Metadata, RawDocument


def decided(
    document: RawDocument, config: Config, on_subject: Decide, on_scope: Decide, on_owner: Decide = BEST
) -> tuple[tuple[int, Claim], ...]:
    """The claims of a document.

    Args:
        document: as read.
        config: settings.
        on_subject: decides on the subjects of quantities.
        on_scope: decides on their scopes.
        on_owner: decides on them where no name is one.

    Returns:
        Each claim, with its offsets in the document, behind the offset of the quantity that the decisions were asked for.
    """
    draft = stages.draft_of(Facts(document, Metadata()))
    with using(config.words_in_force()):
        for stage in ("clean", "segment", "ner"):
            for _, run in flow.build(config).steps(stage):
                draft = run(draft)
        analysis = draft.analysis
        assert analysis is not None
        mentions = analysis.inside(draft.facts.mentions)
        claims = find_claims(analysis, mentions, draft.facts.metadata, on_subject, on_scope, on_owner)
        return tuple((inner.start, claim) for inner, claim in zip(claims, analysis.back(claims), strict=True))
