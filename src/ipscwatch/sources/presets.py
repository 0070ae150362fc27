"""The options of the ``json`` kind, and those of the registries and databases whose answers are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ipscwatch.sources import paths
from ipscwatch.sources.options import Options

Path = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(paths.check)]
Preset = Literal["clinicaltrials", "pubmed", "europepmc", "ema_medicines", "edinet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonOptions(Options):
    """Where things are in the answer; every path but `items` and `ids` starts from one item."""

    preset: Annotated[Preset | None, Field(description="A registry or database whose paths are known")] = None
    items: Annotated[Path | None, Field(description="Path of the list; without it the answer is the list")] = None
    id: Annotated[Path | None, Field(description="What names an item for ever")] = None
    title: Annotated[Path | None, Field(description="Its title")] = None
    link: Annotated[
        Path | None, Field(description="Its page; a template such as `https://registry.example/{id}`")
    ] = None
    date: Annotated[Path | None, Field(description="When it was published")] = None
    updated: Annotated[Path | None, Field(description="When it was last changed")] = None
    date_form: Annotated[
        str | None,
        Field(description="How dates are written, as for strptime, where day and month could be mistaken"),
    ] = None
    summary: Annotated[tuple[Path, ...], Field(description="What it says, from one or several places")] = ()
    outlet: Annotated[Path | None, Field(description="Who published it")] = None
    authors: Annotated[Path | None, Field(description="Who wrote it")] = None
    key: Annotated[Path | None, Field(description="What names a row; without it there are no rows")] = None
    cells: Annotated[
        Mapping[str, Path], Field(description="The columns compared from poll to poll, each with its path")
    ] = field(default_factory=dict)
    ids: Annotated[
        Path | None, Field(description="Path of identifiers, where the answer only lists those and not the things")
    ] = None
    details: Annotated[
        Path | None, Field(description="Address, relative to this one, that answers for `{ids}` with the things")
    ] = None


def filled(options: JsonOptions) -> JsonOptions:
    """Return the options with what they leave open taken from their preset."""
    if options.preset is None:
        return options
    preset = PRESETS[options.preset]
    open_ones = {one.name: getattr(preset, one.name) for one in fields(options) if _is_default(options, one.name)}
    return replace(options, **open_ones)


def _is_default(options: JsonOptions, name: str) -> bool:
    return bool(getattr(options, name) == getattr(_NOTHING, name))


_NOTHING = JsonOptions()
_STUDY = "protocolSection"

PRESETS: Mapping[Preset, JsonOptions] = {
    # https://clinicaltrials.gov/data-api/api
    "clinicaltrials": JsonOptions(
        items="studies",
        id=f"{_STUDY}.identificationModule.nctId",
        title=f"{_STUDY}.identificationModule.briefTitle",
        link=f"https://clinicaltrials.gov/study/{{{_STUDY}.identificationModule.nctId}}",
        date=f"{_STUDY}.statusModule.studyFirstPostDateStruct.date",
        updated=f"{_STUDY}.statusModule.lastUpdatePostDateStruct.date",
        summary=(f"{_STUDY}.identificationModule.officialTitle", f"{_STUDY}.descriptionModule.briefSummary"),
        key=f"{_STUDY}.identificationModule.nctId",
        cells={
            "status": f"{_STUDY}.statusModule.overallStatus",
            "why stopped": f"{_STUDY}.statusModule.whyStopped",
            "enrolment": f"{_STUDY}.designModule.enrollmentInfo.count",
            "enrolment is": f"{_STUDY}.designModule.enrollmentInfo.type",
            "phase": f"{_STUDY}.designModule.phases",
            "start": f"{_STUDY}.statusModule.startDateStruct.date",
            "primary completion": f"{_STUDY}.statusModule.primaryCompletionDateStruct.date",
            "completion": f"{_STUDY}.statusModule.completionDateStruct.date",
            "sponsor": f"{_STUDY}.sponsorCollaboratorsModule.leadSponsor.name",
            "interventions": f"{_STUDY}.armsInterventionsModule.interventions.name",
            "results posted": "hasResults",
        },
    ),
    # https://www.ncbi.nlm.nih.gov/books/NBK25499/: esearch lists numbers, esummary tells what they are
    "pubmed": JsonOptions(
        ids="esearchresult.idlist",
        details="esummary.fcgi?db=pubmed&retmode=json&id={ids}",
        items="result.*",
        id="uid",
        title="title",
        link="https://pubmed.ncbi.nlm.nih.gov/{uid}/",
        date="history[pubstatus=entrez].date",
        summary=("elocationid",),
        outlet="fulljournalname",
        authors="authors.name",
    ),
    # https://europepmc.org/RestfulWebService, resultType=core
    "europepmc": JsonOptions(
        items="resultList.result",
        id="{source}/{id}",
        title="title",
        link="https://europepmc.org/article/{source}/{id}",
        date="firstPublicationDate",
        summary=("abstractText",),
        outlet="journalInfo.journal.title",
        authors="authorString",
    ),
    # https://www.ema.europa.eu/en/about-us/about-website/download-website-data-json-data-format
    "ema_medicines": JsonOptions(
        items="data",
        id="ema_product_number",
        title="{name_of_medicine} ({active_substance})",
        link="medicine_url",
        date="first_published_date",
        updated="last_updated_date",
        date_form="%d/%m/%Y",
        summary=("therapeutic_area_mesh", "therapeutic_indication"),
        key="ema_product_number",
        cells={
            "name": "name_of_medicine",
            "substance": "active_substance",
            "status": "medicine_status",
            "opinion": "opinion_status",
            "advanced therapy": "advanced_therapy",
            "conditional approval": "conditional_approval",
            "holder": "marketing_authorisation_developer_applicant_holder",
            "authorised on": "marketing_authorisation_date",
        },
    ),
    # EDINET API v2, documents.json?type=2; the key goes into the header Ocp-Apim-Subscription-Key
    "edinet": JsonOptions(
        items="results",
        id="docID",
        title="{filerName}: {docDescription}",
        link="https://disclosure2.edinet-fsa.go.jp/WZEK0040.aspx?{docID}",
        date="submitDateTime",
        summary=("secCode", "edinetCode"),
        outlet="filerName",
    ),
}
