"""What the journal's actions are called on screen; a test holds that every action that is recorded stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

ACTIONS: Final[dict[str, str | Promise]] = {
    "organizations.user.logged_in": _("Đăng nhập"),
    "organizations.user.added": _("Thêm người dùng"),
    "organizations.user.opened": _("Cho đăng nhập lại"),
    "organizations.user.closed": _("Khóa đăng nhập"),
    "organizations.user.password_changed": _("Đổi mật khẩu"),
    "organizations.user.password_issued": _("Cấp mật khẩu một lần"),
    "organizations.user.sample_password_set": _("Đặt mật khẩu người dùng mẫu"),
    "organizations.user.profile_changed": _("Sửa hồ sơ cá nhân"),
    "organizations.membership.granted": _("Giao vai trò"),
    "organizations.membership.ended": _("Kết thúc vai trò"),
    "organizations.root.set": _("Chọn tỉnh của bản cài đặt"),
    "organizations.units.loaded": _("Nạp danh mục đơn vị"),
    "organizations.group.saved": _("Ghi nhóm đơn vị"),
    "editions.edition.stored": _("Ghi Bộ Chỉ số"),
    "editions.edition.put_in_force": _("Áp dụng Bộ Chỉ số"),
    "editions.edition.replaced": _("Thay bản Bộ Chỉ số"),
    "editions.edition.frozen": _("Khóa Bộ Chỉ số vì đã dùng"),
    "editions.edition.discarded": _("Bỏ dự thảo Bộ Chỉ số"),
    "evidence.document.added": _("Thêm tài liệu kiểm chứng"),
    "evidence.document.downloaded": _("Tải tài liệu kiểm chứng"),
    "plans.calendar.stated": _("Sửa lịch làm việc"),
    "plans.calendar.restored": _("Dùng lại lịch làm việc kèm phần mềm"),
    "plans.call.saved": _("Yêu cầu đơn vị lập kế hoạch"),
    "plans.owed.submitted": _("Trình Thủ trưởng kế hoạch của đơn vị"),
    "plans.owed.sent": _("Gửi kế hoạch của đơn vị"),
    "plans.owed.entered": _("Nhập thay kế hoạch của đơn vị"),
    "plans.owed.returned": _("Trả lại kế hoạch của đơn vị"),
    "plans.tie.confirmed": _("Xác nhận đối chiếu nhiệm vụ của đơn vị"),
    "plans.tie.certain_confirmed": _("Xác nhận các đối chiếu chắc chắn"),
    "plans.plan.imported": _("Nhập kế hoạch"),
    "plans.plan.assigned": _("Phân công theo kế hoạch"),
    "plans.plan.withdrawn": _("Rút kế hoạch"),
    "plans.plan.certain_accepted": _("Xác nhận các nhiệm vụ đã chắc chắn"),
    "plans.body.answered": _("Xác nhận cơ quan trong kế hoạch"),
    "plans.task.accepted": _("Xác nhận nhiệm vụ"),
    "plans.task.mended": _("Sửa nhiệm vụ"),
    "plans.task.split": _("Tách nhiệm vụ"),
    "plans.task.dropped": _("Bỏ nhiệm vụ"),
    "plans.task.reopened": _("Mở lại nhiệm vụ"),
    "plans.assignment.asked": _("Đề nghị cơ quan phối hợp"),
    "plans.progress.sent": _("Gửi kết quả thực hiện nhiệm vụ"),
    "plans.progress.approved": _("Phê duyệt kết quả thực hiện nhiệm vụ"),
    "plans.progress.returned": _("Đề nghị bổ sung kết quả thực hiện nhiệm vụ"),
    "plans.progress.entered": _("Nhập thay kết quả thực hiện nhiệm vụ"),
    "plans.progress.taken_back": _("Rút lại kết quả đã nhập từ tệp"),
    "plans.exchange.imported": _("Nhập tệp Excel của đơn vị"),
    "plans.exchange.taken_back": _("Rút lại lần nhập tệp Excel"),
    "plans.progress.document_attached": _("Đính kèm tài liệu kiểm chứng"),
    "plans.progress.document_detached": _("Gỡ tài liệu kiểm chứng"),
    "reminders.morning.sent": _("Gửi thư nhắc việc buổi sáng"),
    "reminders.unit.sent_now": _("Gửi ngay thư nhắc việc cho một đơn vị"),
    "reminders.preference.changed": _("Đổi cách nhận nhắc việc"),
    "reports.round.opened": _("Mở kỳ báo cáo"),
    "reports.section.sent": _("Trình Thủ trưởng phần báo cáo"),
    "reports.section.submitted": _("Gửi phần báo cáo"),
    "reports.section.returned": _("Đề nghị bổ sung phần báo cáo"),
    "reports.section.entered": _("Nhập thay phần báo cáo"),
    "reports.report.assembled": _("Tổng hợp báo cáo của tỉnh"),
    "reports.report.head_changed": _("Sửa người ký, nơi nhận của báo cáo"),
    "reports.report.submitted": _("Trình ký báo cáo"),
    "reports.report.taken_back": _("Lấy lại báo cáo để sửa"),
    "reports.report.issued": _("Ban hành báo cáo"),
    "reports.report.signed_kept": _("Lưu bản báo cáo đã ký"),
    "reports.report.paper_differs": _("Ghi chỗ báo cáo khác với bản đã ký"),
    "reports.paragraph.changed": _("Sửa đoạn của báo cáo"),
    "reports.paragraph.added": _("Thêm đoạn vào báo cáo"),
    "reports.letter.drafted": _("Soạn công văn đôn đốc"),
    "reports.letter.changed": _("Sửa công văn đôn đốc"),
    "reports.letter.issued": _("Ban hành công văn đôn đốc"),
    "reports.letter.discarded": _("Bỏ dự thảo công văn đôn đốc"),
    "results.snapshot.imported": _("Nhập số liệu 766"),
    "results.published.imported": _("Nhập kết quả công bố"),
}


def action_words(action: str) -> str:
    """Return what an action is called; its code where nobody has named it."""
    return str(ACTIONS.get(action, action))
