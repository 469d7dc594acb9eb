"""An upload once for each owner and file; a text knows which upload it was."""

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def drop_repeated(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the newest upload of each file and owner: those before it were uploads of the same bytes."""
    drafts = apps.get_model("plans", "PlanDraft").objects
    seen = set()
    for pk, owner, sha256 in drafts.order_by("-pk").values_list("pk", "owner_id", "sha256"):
        if (owner, sha256) in seen:
            drafts.filter(pk=pk).delete()
        seen.add((owner, sha256))


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0004_exchange"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop_repeated, migrations.RunPython.noop),
        migrations.AddField(
            model_name="plansource",
            name="upload",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name="plandraft",
            constraint=models.UniqueConstraint(fields=("owner", "sha256"), name="plan_draft_once"),
        ),
    ]
