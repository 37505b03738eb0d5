"""Every error message of the project, by code. A message says what is wrong and, after it, what cures it."""

from __future__ import annotations

from typing import Any

MESSAGES: dict[str, str] = {
    # configuration: the run does not start
    "C001": "the word segmentation model is missing: {path} does not exist. Run `make models` (or "
    "`policyfacts fetch`), or switch words off with --no-words.",
    "C002": "the word segmentation model at {path} is damaged: {problem}. Run `make models` (or `policyfacts fetch`).",
    "C003": "input {path} does not exist. Check the path; folders are read recursively.",
    "C004": "output folder {path} cannot be written: {problem}. Choose another with --out.",
    "C005": "two inputs would share the source name {source!r}: {first} and {second}. Run them into separate folders.",
    "C006": "no readable input below {path}: {found}. Files end in {suffixes}.",
    "C007": "model file {path} is invalid: {problem}. Restore it from the repository.",
    "C008": "table {table!r} is not one of {known}.",
    "C009": "{path} holds no {table} table. Write one with `policyfacts run INPUT --out {path}`.",
    "C010": "folder {path} cannot be read: {problem}. Check its permissions.",
    "C011": "the engine spark cannot start: {problem}.",
    "C012": "file {path} cannot be written: {problem}.",
    "C013": "pip could not fetch {requirement}: {problem}. Check the network and the package index that pip uses.",
    "C014": "{wheel} is not the pinned file: its sha256 is {found}, expected {expected}. Use another package index.",
    "C015": "another run (process {pid}) is writing into {path}. Wait for it, or choose another folder with --out.",
    "C016": "a worker process cannot start: {problem}.",
    "C018": "the tables in {path} are in the layout {found}, not {asked}. Choose another folder with --out, or do without --layout.",
    "C021": "the arrays made of {name} are not the pinned ones: their sha256 is {found}, expected {expected}. Delete "
    "the model's folder and fetch again, or run with --segmenter spacy-pkuseg.",
    "C022": "the dictionary of spacy-pkuseg cannot be read: {problem}. Install spacy-pkuseg anew.",
    "C031": "folder {path} holds other things than a report. Choose an empty folder with --to.",
    "C032": "the tables in {path} cannot be read: {problem}. Wait until a run into it has ended; "
    "`policyfacts validate` says what is wrong.",
    "C034": "{path} holds {found} documents {source!r}; there are {known}. Name one as the table documents does, by source or doc_id.",
    "C035": "{path} has schema version {version}, this policyfacts writes {target}. Install the version that wrote it, or a newer one.",
    "C041": "--ner {setting} is none of {forms}. MODEL is the folder of a model; docs/backends.md tells more.",
    "C042": "--ner {engine} needs the package {package}, which is not installed. Install it with "
    "`pip install 'policyfacts[{extra}]'`.",
    "C043": "the NER model {path} cannot be used: {problem}. Check the path after --ner, or train the model anew.",
    "C044": "the notes on a NER model, {path}, are invalid: {problem}. docs/backends.md shows what they may say.",
    "C045": "nobody says what the labels {labels} of the NER model {path} mean. Say it in its policyfacts.toml, "
    "with SCHOOL, PERSON, PROGRAM, DOC, ORG, PLACE or nothing for each; docs/backends.md shows how.",
    "C046": "--ner {setting} needs the network: {problem}. Give the folder of a model, or allow it with --allow-download.",
    "C047": "the NER model {setting} reads words. Run it without --no-words, or say in its policyfacts.toml that it "
    "reads characters.",
    "C048": "{path} holds {number} documents with names to train on, too few for data to train and to check on. Run more "
    "documents into it.",
    "C051": "the package {package} is not installed. Run `pip install 'policyfacts[{extra}]'`.",
    "C052": "the component {name} needs {before} before it in the pipeline. Add it with nlp.add_pipe({before!r}).",
    "C061": "lexicon {path} cannot be read: {problem}. Give a folder that holds a file lexicon.tsv; docs/extending.md shows one.",
    "C062": "lexicon {path}, line {line}: {problem}. Columns are word, part of speech, frequency and roles, parted by tabs; "
    "docs/extending.md shows them.",
    "C063": "{name!r} is no indicator. `policyfacts indicators` lists them; ids and names are in models/indicators.toml.",
    "C071": "the options in {path} cannot be read: {problem}. docs/running.md shows such a file.",
    "C072": "{path} has the {what}, which there is not; there are {known}. Mend the name or take it out.",
    "C073": "{path}, {option}: {value!r} does not fit: {problem}. Mend the value or take it out.",
    # ingest: one document fails
    "I001": "the file is empty. Fetch it again or take it out of the input.",
    "I002": "the file is binary, not text ({problem}). Convert it to text or HTML, or take it out of the input.",
    "I003": "{count} bytes could not be decoded as {encoding} and were replaced, the first at byte {position}. "
    "Fetch the file again if the text matters.",
    "I004": "the file cannot be read: {problem}.",
    "I005": "the file has {size} bytes, more than the limit of {limit}. Split it or raise max_bytes.",
    "I006": "the HTML holds no text. Fetch the page again; it may need scripts to show its content.",
    "I007": "the file expands to more than {limit} bytes, characters or drawings, which no document does. Unpack it by hand, "
    "or print it to PDF anew, if it is one.",
    "I008": "the file is no readable {format} file: {problem}. Fetch it again, or convert it to text.",
    "I009": "the {format} file is damaged: {problem}; what could be read is here. Fetch it again if the rest matters.",
    "I010": "the PDF has no text layer: {pages} pages of images. Run again with --ocr, after pip install 'policyfacts[ocr]'.",
    "I011": "{count} of {pages} pages are images without text, the first is page {first}. Run again with --ocr, after "
    "pip install 'policyfacts[ocr]', if they matter.",
    "I012": "row {row} cannot be read: {problem}. Rows need `text` or `html`, both strings.",
    "I013": "{count} symbols of the font {font} mean nothing that is known and were replaced. Look at the file if they matter.",
    "I014": "the text was saved after it had been decoded wrongly ({how}); that is undone, {lost} characters are lost. Fetch the "
    "file from its source if they matter.",
    "I015": "{lost} characters were lost before the file was saved (U+FFFD, 锟斤拷 or ?). Fetch it from its source if they matter.",
    "I017": "the text looks as if it had been decoded wrongly before it was saved ({how}), but too much is lost to undo it. "
    "Fetch the file from its source.",
    "I016": "{count} entities of HTML stood in the text (the first: {first}) and were decoded.",
    "I018": "{count} rows of the file cannot be read and have no facts; the first is row {row}, {source}: {problem} Up to "
    "{listed} of them are in the table errors.",
    "I019": "the text has {size} characters, more than the limit of {limit}. Split it or raise max_characters.",
    "I020": "{count} characters without width or of direction stand within words or figures, the first at {position}. They are "
    "passed over; look at the source if they may hide something.",
    "I021": "no column is plainly the text among {columns}. Name it with --text-column; a table of figures is read as HTML or DOCX.",
    "I022": "there is no column {column} among {columns}. Name one of them with --text-column.",
    "I023": "the text of {count} of {pages} pages was recognized in images, the first is page {first}; some characters "
    "may be wrong. Compare the figures that matter with the pages.",
    "I024": "the PDF has no text layer, and no text was recognized on its {pages} pages of images. Scan it anew.",
    "I025": "{count} objects of the file are not read: {kinds}. Look at it if they matter.",
    # warnings
    "W001": "nothing but boilerplate: the document has no content.",
    "W002": "the {stage} stage failed at {count} clauses and finds nothing in them; the first is {clause!r}: {problem}. "
    "Please report it with the document.",
    # any stage
    "S001": "the {stage} stage failed: {problem}. Please report it with the document.",
    "S002": "the process that worked on the document died: {problem} Run it again alone; it may need more memory.",
    "S003": "the document took longer than {limit:g} seconds. Run it with a higher --time-limit and --retry-failed.",
    "S004": "the document needs more memory than a worker may have. Run it with a higher --memory-limit and "
    "--retry-failed.",
    "T001": "the tables of the document could not be written: {problem}. Free some space and run again.",
    # evaluation
    "E001": "gold file {path} is invalid: {problem}.",
    "E002": "no document for gold file {gold}: looked for {wanted} below {docs}.",
    "E003": "the gate failed: {problem}.",
    "E004": "{path} is no evaluation to compare with: {problem}. Write one with `policyfacts evaluate ... --json {path}`.",
    "E005": "{path} holds no frames for substitution tests: {problem}.",
    # labelling
    "L001": "{path} is no export of {format}: {problem}. Export it again as docs/labelling.md says.",
    "L002": "{source}: the text is not the one that was exported, so its labels have no place. Export it anew.",
    "L003": "{source}: {layer} [{start}, {end}) is {label!r}, but the text has {text!r} there. Label it again.",
    "L004": "{source}: {layer} [{start}, {end}) {text!r} is labelled {count} times. Keep one.",
    "L005": "{source}: {problem}.",
    "L006": "{source}: claim [{start}, {end}) {text!r} has the {field} {other!r}, which is no claim. Mend `{field}`.",
    "L007": "{source}: doccano cannot carry the fields of labels that were added or moved there: {labels}. Make them "
    "in Label Studio or in JSONL.",
    "L008": "{name}.json would hold the labels of more than one document: {sources}. Import them into two folders.",
    "L009": "no document of {path} is to be exported. Check --only and --gold, and `policyfacts status {path}`.",
    "L010": "{path} holds no annotated document. Submit the annotations in the tool, then export again.",
    "L011": "{sources}: the labels are what the machine predicted, and nobody has changed one, so they are no gold. Check them and "
    "export again; where they were checked and are right, import with --accept-predictions.",
}


class PolicyFactsError(Exception):
    """An error with a code from `MESSAGES`.

    Attributes:
        code: the key into `MESSAGES`.
        stage: the stage at which it happened (ingest, clean, segment, ner, claims, tables) or ``config``.
        retryable: whether the same input may succeed on another try.
    """

    def __init__(self, code: str, *, stage: str = "config", retryable: bool = False, **details: object) -> None:
        self.code = code
        self.stage = stage
        self.retryable = retryable
        self.message = MESSAGES[code].format(stage=stage, **details)
        super().__init__(f"[{code}] {self.message}")

    def __reduce__(self) -> tuple[Any, ...]:
        """For errors that come from another process: the message is made already."""
        return _restore, (type(self), self.code, self.stage, self.retryable, self.message)


def _restore(kind: type[PolicyFactsError], code: str, stage: str, retryable: bool, message: str) -> PolicyFactsError:
    error = kind.__new__(kind, f"[{code}] {message}")
    Exception.__init__(error, f"[{code}] {message}")
    error.code, error.stage, error.retryable, error.message = code, stage, retryable, message
    return error


class ConfigurationError(PolicyFactsError):
    """The run cannot start; exit code 2."""


class DocumentError(PolicyFactsError):
    """One document fails; the run goes on."""


def describe(code: str, **details: object) -> str:
    """The message of a code with its details filled in, for warnings that are no exceptions."""
    return f"[{code}] {MESSAGES[code].format(**details)}"
