"""What a claim is a value of, in the terms of official statistics, and for which division."""

from pipeline.indicators.assign import assign
from pipeline.indicators.catalogue import Indicator, indicators

__all__ = ["Indicator", "assign", "indicators"]
