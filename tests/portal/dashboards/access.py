"""Who may open the journal, help and the page about the installation. See tests/portal/config/test_access.py."""

READERS = {"everybody": 404, "auditor": 200, "administrator": 200}

ACCESS = [
    ("journal", "GET", "/nhat-ky/", READERS),
    ("journal", "GET", "/nhat-ky/?viec=organizations.user.added&tu=01/10/2026&den=hom-qua&q=x", READERS),
    ("journal_csv", "GET", "/nhat-ky/xuat.csv", READERS),
    ("journal_verify", "GET", "/nhat-ky/kiem-tra/", READERS),
    ("help", "GET", "/huong-dan/", {"everybody": 200}),
    ("about", "GET", "/phan-mem/", {"everybody": 200}),
]
