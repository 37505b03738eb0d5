"""What a claim is a value of, in the terms of official statistics, and for which division."""
