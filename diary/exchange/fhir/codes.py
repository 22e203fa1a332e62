"""Code systems, profiles, units: only what is certain; everything else leaves as text.

JP Core addresses: the ``^url`` lines of github.com/jami-fhir-jp-wg/jp-core-v1x,
input/fsh/profiles, read on 2026-11-22. A profile is named only by resources that keep its rules
(docs/formats.md says which profile is left out and why).
"""

from collections.abc import Mapping

JP_CORE = "http://jpfhir.jp/fhir/core/StructureDefinition"
JP_PATIENT = f"{JP_CORE}/JP_Patient"
JP_MEDICATION_STATEMENT = f"{JP_CORE}/JP_MedicationStatement"
JP_OBSERVATION = f"{JP_CORE}/JP_Observation_Common"
JP_LAB_RESULT = f"{JP_CORE}/JP_Observation_LabResult"
JP_CATEGORY = "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS"

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
OBSERVATION_CATEGORY = f"{TERMINOLOGY}/observation-category"
ADMINISTRATION_CATEGORY = f"{TERMINOLOGY}/medication-admin-category"
SEVERITY = f"{TERMINOLOGY}/adverse-event-severity"
CONSENT_SCOPE = f"{TERMINOLOGY}/consentscope"
ACT_CODE = f"{TERMINOLOGY}/v3-ActCode"
PARTICIPATION = f"{TERMINOLOGY}/v3-ParticipationType"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"

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
# build.fhir.org/ig/hl7ch/ch-lab-order (procedure-crp). eGFR has none: its formula is not known.
# Bilirubin and FT4 in moles have none: no source was read for them.
AS_ENZYME = frozenset({"U/L", "IU/L"})
AS_MASS = frozenset({"mg/dL", "mg/L", "ng/dL", "pg/mL", "ng/L"})
AS_MOLES = frozenset({"μmol/L", "pmol/L"})
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
    ("creatinine", AS_MASS): ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma"),
    ("creatinine", AS_MOLES): ("14682-9", "Creatinine [Moles/volume] in Serum or Plasma"),
    ("tsh", AS_UNITS): ("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma"),
    ("ft4", AS_MASS): ("3024-7", "Thyroxine (T4) free [Mass/volume] in Serum or Plasma"),
    ("crp", AS_MASS): ("1988-5", "C reactive protein [Mass/volume] in Serum or Plasma"),
}


def lab_coding(item_key: str, unit: str) -> dict | None:
    """The LOINC coding of an item that was measured in ``unit``; None where none is certain."""
    for (key, units), (code, display) in LAB_CODES.items():
        if key == item_key and unit in units:
            return {"system": LOINC, "code": code, "display": display}
    return None
