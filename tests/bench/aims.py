"""The largest numbers that are still good, by figure. PostgreSQL only: SQLite is for one person."""

SQL = {"tonight": 8, "check_in": 8, "check_in_post": 8, "month": 10, "visit": 15}
AIMS: dict[str, float] = {
    "tonight.cpu_ms": 12,
    "tonight.db_cpu_ms": 6,
    "first_visit.gz_bytes": 30_000,
    "first_visit.requests": 5,
    "doubles": 0,
    "plan.rss_mb": 250,
    "deliver.rss_mb": 250,
    "pdf.p50_ms": 500,
    "pdf.megabytes": 120,
    "pdf.90.front.warm_s": 0.4,
    "pdf.90.three.warm_s": 0.8,
    "pdf.180.full.warm_s": 2,
    "pdf.90.front.peak_rss_mb": 120,
    "pdf.180.full.peak_rss_mb": 120,
    "pdf.90.front.kb": 150,
    "pdf.90.three.kb": 150,
    "pdf.row.growth_mb": 3,
    "list_50.sql": 12,
    "list_500.sql": 12,
    "list_50.cpu_ms": 60,
    "sheet_50.sql": 18,
    "sheet_500.sql": 18,
    "sheet_50.cpu_ms": 60,
    "sheet.ratio_500_50": 1.3,
    "visit.cpu_ms_2y": 60,
    "visit.sql_2y": 15,
    "visit.sql_10y": 15,
    **{f"{page}.{figure}": sql for page, sql in SQL.items() for figure in ("sql", "sql_10y")},
    **{f"{page}.ratio_10y_30d": 1.3 for page in SQL},
}

# The library: bytes with everything; scores in Lighthouse on a slow phone.
LIBRARY = ("learn", "learn/studies-1", "learn/never-together", "learn/claims", "learn/search")
LIGHTHOUSE = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
AIMS |= {f"{page}.gz_bytes": 60_000 for page in LIBRARY}
FLOORS = {f"{page}.{name}": score for page in LIBRARY for name, score in LIGHTHOUSE.items()}
# 100,000 in 15 s and 1,000,000 in 150 s are one speed.
FLOORS["plan.schedules_per_second"] = 100_000 / 15
