"""Who may open published results. See tests/portal/config/test_access.py."""

OPEN = {"everybody": 200}
IMPORTERS = {"everybody": 404, "coordinator": 200, "administrator": 200}
NOBODY = "00000000-0000-4000-8000-000000000000"

ACCESS = [
    ("published", "GET", "/ket-qua-cong-bo/", {"everybody": 302}),
    ("published_index", "GET", "/ket-qua-cong-bo/par-index/", OPEN),
    ("published_index", "GET", "/ket-qua-cong-bo/pci/", {"everybody": 404}),
    ("published_xlsx", "GET", "/ket-qua-cong-bo/papi/xuat.xlsx", OPEN),
    ("published_csv", "GET", "/ket-qua-cong-bo/papi/xuat.csv", OPEN),
    ("published_year", "GET", "/ket-qua-cong-bo/papi/2024/", {"everybody": 404}),
    ("published_province", "GET", "/ket-qua-cong-bo/papi/2024/gso_before_2025/15/", {"everybody": 404}),
    ("published_import", "GET", "/ket-qua-cong-bo/nhap/", IMPORTERS),
    (
        "published_import",
        "POST",
        "/ket-qua-cong-bo/nhap/",
        {"everybody": 404, "coordinator": 400, "administrator": 400},
    ),
    ("published_preview", "GET", f"/ket-qua-cong-bo/nhap/{NOBODY}/", {"everybody": 404}),
    ("published_preview", "POST", f"/ket-qua-cong-bo/nhap/{NOBODY}/", {"everybody": 404}),
]
