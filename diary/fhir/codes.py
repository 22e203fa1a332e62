"""Code systems, profiles, units: only what is certain; everything else leaves as text.

A profile is named only by resources that keep its rules: tests/diary/fhir/jp_core.yaml
holds them with their sources, docs/formats.md says which profile is left out and why.
"""

from collections.abc import Mapping

from ldn_app.ui.typed_text import half_width

JP_CORE = "http://jpfhir.jp/fhir/core/StructureDefinition"
JP_PATIENT = f"{JP_CORE}/JP_Patient"
JP_MEDICATION_STATEMENT = f"{JP_CORE}/JP_MedicationStatement"
JP_OBSERVATION = f"{JP_CORE}/JP_Observation_Common"
JP_CATEGORY = "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS"

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
OBSERVATION_CATEGORY = f"{TERMINOLOGY}/observation-category"
SEVERITY = f"{TERMINOLOGY}/adverse-event-severity"
CONSENT_SCOPE = f"{TERMINOLOGY}/consentscope"
ACT_CODE = f"{TERMINOLOGY}/v3-ActCode"
PARTICIPATION = f"{TERMINOLOGY}/v3-ParticipationType"
ROUTE = f"{TERMINOLOGY}/v2-0162"
ATC = "http://www.whocc.no/atc"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
# Instead of a value: it is unknown; it is known and not shown to this reader.
UNKNOWN, MASKED = (
    {"extension": [{"url": ABSENT, "valueCode": why}]} for why in ("unknown", "masked")
)
NAME_WRITTEN_AS = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"
# Our own: the dose day of an answer (docs/formats.md).
DOSE_DAY = "urn:ldn-note:fhir:dose-day"

# The ingredient; the text says that the dose is low. Read on 2026-11-30: ATC:
# rxreasoner.com/atccodes/N07BB04; RxNorm: github.com/cpicpgx/cpic-schema drug.sql at 05f9b09c.
NALTREXONE: tuple[Mapping[str, str], ...] = (
    {"system": ATC, "code": "N07BB04", "display": "naltrexone"},
    {"system": RXNORM, "code": "7243", "display": "naltrexone"},
)

# HL7 table 0162, which JP Core prefers, as published with FHIR 4.0.1 (v2-tables.json).
ROUTES: Mapping[str, tuple[str, str]] = {
    "capsule": ("PO", "Oral"),
    "tablet": ("PO", "Oral"),
    "liquid": ("PO", "Oral"),
    "cream": ("TP", "Topical"),
}

# A unit as slips write it → its UCUM code (ucum.org, table of example codes).
UCUM_UNITS: Mapping[str, str] = {
    "mg": "mg",
    "U/L": "U/L",
    "IU/L": "[IU]/L",
    "mg/dL": "mg/dL",
    "mg/L": "mg/L",
    "g/dL": "g/dL",
    "ng/dL": "ng/dL",
    "ng/mL": "ng/mL",
    "ng/L": "ng/L",
    "pg/mL": "pg/mL",
    "μg/L": "ug/L",
    "μmol/L": "umol/L",
    "pmol/L": "pmol/L",
    "mmol/L": "mmol/L",
    "mEq/L": "meq/L",
    "μIU/mL": "u[IU]/mL",
    "μU/mL": "uU/mL",
    "mIU/L": "m[IU]/L",
    "mU/L": "mU/L",
    "mL/min/1.73m2": "mL/min/{1.73_m2}",
    "%": "%",
}

# An item of our list and the kind of its unit → LOINC code and name; all are in serum or plasma.
# Read on 2026-11-22: AST, ALT, γ-GTP: build.fhir.org/ig/hl7-eu/protect-child (lab-test-name-vs);
# bilirubin, creatinine: build.fhir.org/ig/cqframework/dqm-content-cms-2026 (total-bilirubin,
# serum-creatinine); TSH, FT4: hl7.org/fhir/r4/servicerequest-example-ft4; CRP:
# build.fhir.org/ig/hl7ch/ch-lab-order (procedure-crp). Read on 2026-11-30: ferritin:
# labcorp.com/test-menu/25286/ferritin-serial-monitor (2276-4, ng/mL); bilirubin in moles: value set
# 2.16.840.1.113762.1.4.1248.223, eCQM update of 2025-05-08. eGFR has none: its formula is not
# known. FT4 in moles has none: no source that can be named was read for it.
AS_ENZYME = frozenset({"U/L", "IU/L"})
AS_MASS = frozenset({"mg/dL", "mg/L", "ng/dL", "pg/mL", "ng/L"})
AS_MOLES = frozenset({"μmol/L", "pmol/L"})
AS_SMALL_MASS = frozenset({"ng/mL", "μg/L"})
AS_UNITS = frozenset({"μIU/mL", "μU/mL", "mIU/L", "mU/L"})

LAB_CODES: Mapping[tuple[str, frozenset[str]], tuple[str, str]] = {
    ("ast", AS_ENZYME): (
        "1920-8",
        "Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma",
    ),
    ("alt", AS_ENZYME): (
        "1742-6",
        "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma",
    ),
    ("ggt", AS_ENZYME): (
        "2324-2",
        "Gamma glutamyl transferase [Enzymatic activity/volume] in Serum or Plasma",
    ),
    ("t_bil", AS_MASS): ("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma"),
    ("t_bil", AS_MOLES): ("14631-6", "Bilirubin.total [Moles/volume] in Serum or Plasma"),
    ("creatinine", AS_MASS): ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma"),
    ("creatinine", AS_MOLES): ("14682-9", "Creatinine [Moles/volume] in Serum or Plasma"),
    ("tsh", AS_UNITS): ("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma"),
    ("ft4", AS_MASS): ("3024-7", "Thyroxine (T4) free [Mass/volume] in Serum or Plasma"),
    ("crp", AS_MASS): ("1988-5", "C reactive protein [Mass/volume] in Serum or Plasma"),
    ("ferritin", AS_SMALL_MASS): ("2276-4", "Ferritin [Mass/volume] in Serum or Plasma"),
}
# Items that patients add themselves, by the names that slips give them.
OWN_ITEMS: Mapping[str, str] = dict.fromkeys(
    ("フェリチン", "血清フェリチン", "フェリチン定量", "ferritin"), "ferritin"
)


def lab_coding(item_key: str, item_name: str, unit: str) -> dict | None:
    """The LOINC coding of an item that was measured in ``unit``; None where none is certain.

    ``item_key``: empty for an item of the patient's own, which is known by its name.
    """
    item = item_key or OWN_ITEMS.get(half_width(item_name).lower())
    for (key, units), (code, display) in LAB_CODES.items():
        if key == item and unit in units:
            return {"system": LOINC, "code": code, "display": display}
    return None
