"""Who may open the shared pages and those of the login. See tests/portal/config/test_access.py."""

OPEN = {"stranger": 200, "everybody": 200}

ACCESS = [
    ("home", "GET", "/", {"everybody": 200}),
    ("search", "GET", "/tim/?q=gia lai", {"everybody": 200}),
    ("set_language", "POST", "/ngon-ngu/", {"stranger": 404, "everybody": 404}),
    ("set_language", "GET", "/ngon-ngu/", {"stranger": 405, "everybody": 405}),
    ("healthz", "GET", "/healthz", OPEN),
    ("account_login", "GET", "/tai-khoan/dang-nhap/", {"stranger": 200, "everybody": 302}),
    ("mfa_authenticate", "GET", "/tai-khoan/dang-nhap/xac-thuc/", {"stranger": 302, "everybody": 302}),
    ("account_logout", "GET", "/tai-khoan/dang-xuat/", {"stranger": 302, "everybody": 200}),
    ("account_inactive", "GET", "/tai-khoan/tai-khoan-da-khoa/", OPEN),
    ("account_reset_password", "GET", "/tai-khoan/mat-khau/quen/", OPEN),
    ("account_reset_password_done", "GET", "/tai-khoan/mat-khau/quen/da-gui/", OPEN),
    ("account_reset_password_from_key", "GET", "/tai-khoan/mat-khau/dat-lai/1-sai/", OPEN),
    ("account_reset_password_from_key_done", "GET", "/tai-khoan/mat-khau/dat-lai/xong/", OPEN),
    ("account_change_password", "GET", "/tai-khoan/mat-khau/doi/", {"everybody": 200}),
    ("account_reauthenticate", "GET", "/tai-khoan/xac-nhan-lai/", {"everybody": 200}),
    ("mfa_reauthenticate", "GET", "/tai-khoan/xac-nhan-lai/ma/", {"everybody": 302}),
    ("mfa_index", "GET", "/tai-khoan/xac-thuc-hai-lop/", {"everybody": 200}),
    ("mfa_activate_totp", "GET", "/tai-khoan/xac-thuc-hai-lop/bat/", {"everybody": 302}),
    ("mfa_deactivate_totp", "GET", "/tai-khoan/xac-thuc-hai-lop/tat/", {"everybody": 404}),
    ("mfa_view_recovery_codes", "GET", "/tai-khoan/xac-thuc-hai-lop/ma-du-phong/", {"everybody": 404}),
    ("mfa_generate_recovery_codes", "GET", "/tai-khoan/xac-thuc-hai-lop/ma-du-phong/tao/", {"everybody": 302}),
    ("mfa_download_recovery_codes", "GET", "/tai-khoan/xac-thuc-hai-lop/ma-du-phong/tai/", {"everybody": 404}),
]
