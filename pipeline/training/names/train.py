"""Training of the model of names."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from pipeline.ner.model.arrays import LAYERS, REACH
from pipeline.ner.model.features import Lexicon
from pipeline.training.names.data import Batch, batches, lexicon_arrays, make_lexicon, symbol_table
from pipeline.training.names.examples import Example, names_of, renamed
from pipeline.training.names.invent import Inventor
from pipeline.training.names.network import Network, chain_loss, local_loss, stored
from pipeline.training.names.sentences import document

WIDTH, CHANNELS = 64, 80
_LOCAL_SHARE = 0.3
_N_TAGS = sum(2 * len(labels) + 1 for labels in LAYERS)


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the training.

    Attributes:
        epochs: passes over the texts.
        rate: of learning, at its height.
        chain: whether whole sequences are judged, not each character for itself.
        made: characters of made sentences that each epoch adds.
        invented: share of the names that are replaced by invented ones.
        copies: how often an epoch shows a hand-labelled text; 0 for never.
        every: one of so many texts of the corpus is shown.
    """

    epochs: int
    rate: float
    chain: bool
    made: int
    invented: float = 0.5
    copies: int = 4
    every: int = 1


STAGES = (
    Stage(epochs=5, rate=2e-3, chain=False, made=1_200_000, copies=0),
    Stage(epochs=1, rate=1.5e-3, chain=True, made=600_000, copies=6, every=2),
)
"""With a corpus: characters for themselves first, by silver labels; then whole names, by those that are made by hand too. So models of
folds, which differ in the labels by hand, can begin with one first stage."""
NO_CORPUS = (
    Stage(epochs=2, rate=2e-3, chain=False, made=1_500_000, copies=8),
    Stage(epochs=1, rate=1e-3, chain=True, made=800_000, copies=8),
)
"""With made sentences, and labels by hand if there are any."""


class Trainer:
    """A network under training, with its alphabet and lexicons.

    Args:
        examples: all texts that will be trained on, for the alphabet and the names that are drawn from.
        seed: of everything random.
    """

    def __init__(self, examples: Sequence[Example], seed: int = 1, report: Callable[[str], None] = print) -> None:
        self._rng = random.Random(seed)
        self._array_rng = np.random.default_rng(seed)
        self._report = report
        torch.manual_seed(seed)
        self._inventor = Inventor(self._rng, names_of(examples, ("PROGRAM", "DOC")))
        made = [document(self._inventor, self._rng, 2000) for _ in range(100)]
        self.symbols = symbol_table([*examples, *made])
        self.lexicon: Lexicon = make_lexicon()
        self.network = Network(int(self.symbols.max()) + 1, WIDTH, CHANNELS)

    def run(self, silver: Sequence[Example], hand: Sequence[Example], stage: Stage) -> None:
        """Train on texts with silver labels and with labels by hand, and on made sentences."""
        examples = [*silver[:: stage.every], *(replace(example, copies=stage.copies) for example in hand)]
        optimizer = torch.optim.AdamW(self.network.parameters(), lr=stage.rate, weight_decay=1e-4)
        self.network.train()
        for epoch in range(stage.epochs):
            losses = []
            parts = list(self._batches(examples, stage))
            for number, batch in enumerate(parts):
                done = (epoch + number / len(parts)) / stage.epochs
                for group in optimizer.param_groups:
                    group["lr"] = stage.rate * min(1.0, 0.1 + 10 * done, 1.05 - done)
                optimizer.zero_grad(set_to_none=True)
                loss = self._loss(batch, stage.chain)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimizer.step()
                losses.append(loss.item())
            self._report(f"epoch {epoch + 1}/{stage.epochs}, loss {sum(losses) / len(losses):.4f}")

    def _batches(self, examples: Sequence[Example], stage: Stage) -> Iterator[Batch]:
        """The texts, each copy with other invented names, and made sentences."""
        fresh = [
            renamed(
                replace(example, copies=1),
                self._inventor,
                self._rng,
                stage.invented if copy % 4 < 3 else stage.invented / 4,
            )
            for example in examples
            for copy in range(example.copies)
        ]
        fresh += [document(self._inventor, self._rng, 1500) for _ in range(stage.made // 1500)]
        # Chains are slow by their steps, not by their number: they go through side by side.
        texts = 128 if stage.chain else 64
        return batches(fresh, self.symbols, self.lexicon, self._array_rng, texts=texts, blank=0.02, unpaired=0.05)

    def _loss(self, batch: Batch, chain: bool) -> torch.Tensor:
        scores = self.network(*(torch.from_numpy(array) for array in (batch.symbols, batch.pairs, batch.flags)))
        inside = torch.from_numpy((np.arange(scores.shape[1]) < batch.lengths[:, None]).astype(np.float32))
        bits = torch.from_numpy((batch.allowed[:, :, None] >> np.arange(_N_TAGS, dtype=np.uint16)) & 1 > 0)
        local = local_loss(scores, bits, inside)
        # Characters keep their say in the chain: what is plainly outside must be seen without it.
        return chain_loss(self.network, scores, bits, inside) + _LOCAL_SHARE * local if chain else local

    def keep_first(self, path: Path) -> None:
        """Write the state of the network, for `begin_from`."""
        torch.save({"symbols": torch.from_numpy(self.symbols.astype(np.int64)), **self.network.state_dict()}, path)

    def begin_from(self, path: Path) -> None:
        """Take the state that `keep_first` wrote, and its alphabet."""
        state = torch.load(path)
        self.symbols = state.pop("symbols").numpy().astype(np.uint16)
        self.network = Network(int(self.symbols.max()) + 1, WIDTH, CHANNELS)
        self.network.load_state_dict(state)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The model as the file has it."""
        self.network.eval()
        return {"symbols": self.symbols, **lexicon_arrays(self.lexicon), **stored(self.network)}

    def write(self, path: Path) -> None:
        """Write the model file."""
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **self.arrays())


__all__ = ["CHANNELS", "REACH", "WIDTH", "Stage", "Trainer"]
