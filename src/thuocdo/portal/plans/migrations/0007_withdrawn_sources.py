from typing import Any

from django.db import migrations, models


def mark_withdrawn(apps: Any, _editor: Any) -> None:
    sources = apps.get_model("plans", "PlanSource").objects
    sources.filter(plan__state="withdrawn").update(withdrawn=True)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0006_criteria"),
    ]

    operations = [
        migrations.AddField(
            model_name="plansource",
            name="withdrawn",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_withdrawn, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="plansource",
            name="sha256",
            field=models.CharField(max_length=64, verbose_name="dấu vân tay của tệp"),
        ),
        migrations.AddConstraint(
            model_name="plansource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn", False)), fields=("sha256",), name="plan_source_file_once"
            ),
        ),
    ]
