"""The record as FHIR R4: pure functions from rows to dicts, one kind of resource a file."""
