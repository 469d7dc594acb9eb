# Mỗi lệnh một dòng; phần việc nằm trong scripts/. Gõ `make` để xem các lệnh.
.DEFAULT_GOAL := help
.PHONY: help setup run check test fix bench docs locks clean

help: ## Liệt kê các lệnh này
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: ## Dựng .venv/ với mọi thứ cần thiết (lệnh: .venv/bin/thuocdo)
	@scripts/setup

run: setup ## Chạy cổng với dữ liệu mẫu tại http://127.0.0.1:8000/ (cổng khác: make run PORT=8080)
	@scripts/run

check: setup ## Kiểm tra mã, kiểu, chiều phụ thuộc, cấu hình, tài liệu
	@scripts/check

test: setup ## Kiểm tra và kiểm thử tất cả, cả PostgreSQL và trình duyệt
	@scripts/test

fix: setup ## Tự sửa trình bày và các lỗi viết mã sửa được
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup ## Đo tốc độ, so với mức phải đạt
	@scripts/bench

docs: setup ## Sinh lại các tài liệu được sinh ra từ mã (docs/errors.md, docs/settings.md)
	@.venv/bin/python scripts/make_docs.py

locks: setup ## Ghi lại requirements/*.lock sau khi sửa pyproject.toml
	@scripts/locks

clean: ## Xóa những gì dựng lại được (giữ nguyên dữ liệu trong var/)
	@rm -rf .venv .venv-library .venv-node .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov build dist
