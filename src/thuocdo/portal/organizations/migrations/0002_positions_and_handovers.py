import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_ids(apps: Any, schema_editor: Any) -> None:
    for position in apps.get_model("organizations", "Position").objects.all():
        position.public_id = uuid.uuid4()
        position.save(update_fields=["public_id"])


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(choices=[('administrator', 'Quản trị hệ thống'), ('coordinator', 'Cơ quan thường trực CCHC'), ('unit_officer', 'Công chức đầu mối'), ('unit_head', 'Thủ trưởng cơ quan, đơn vị'), ('province_leader', 'Lãnh đạo tỉnh'), ('auditor', 'Thanh tra, kiểm tra')], max_length=32, verbose_name='vai trò')),
                ('day', models.DateField(verbose_name='từ ngày')),
                ('reason', models.TextField(verbose_name='lý do')),
                ('items', models.JSONField(default=list, verbose_name='nội dung bàn giao')),
                ('state', models.CharField(choices=[('vacant', 'Để trống, chưa có người nhận'), ('waiting', 'Chờ người nhận xác nhận'), ('received', 'Đã nhận bàn giao')], max_length=10, verbose_name='trạng thái')),
                ('note', models.TextField(blank=True, verbose_name='ý kiến của người nhận')),
                ('made_at', models.DateTimeField(verbose_name='lập lúc')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='nhận lúc')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'bàn giao',
                'verbose_name_plural': 'bàn giao',
                'ordering': ('-day', '-pk'),
            },
        ),
        migrations.AlterModelOptions(
            name='position',
            options={'ordering': ('unit', '-desk', 'valid_from', 'pk'), 'verbose_name': 'vị trí', 'verbose_name_plural': 'vị trí'},
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_open_once',
        ),
        migrations.AddField(
            model_name='position',
            name='desk',
            field=models.BooleanField(default=False, verbose_name='đầu mối'),
        ),
        # Rows that are there get an id each before it has to be unique.
        migrations.AddField(
            model_name='position',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='position',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='position',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('position__isnull', True), ('valid_to__isnull', True)), fields=('user', 'unit', 'role'), name='membership_open_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('position__isnull', False), ('valid_to__isnull', True)), fields=('user', 'unit', 'role', 'position'), name='membership_open_once_a_position'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.UniqueConstraint(condition=models.Q(('desk', True)), fields=('unit',), name='position_one_desk_a_unit'),
        ),
        migrations.AddField(
            model_name='handover',
            name='giver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed_over', to=settings.AUTH_USER_MODEL, verbose_name='người bàn giao'),
        ),
        migrations.AddField(
            model_name='handover',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handover',
            name='membership',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handover', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='handover',
            name='position',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='organizations.position', verbose_name='vị trí'),
        ),
        migrations.AddField(
            model_name='handover',
            name='receiver',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to=settings.AUTH_USER_MODEL, verbose_name='người nhận'),
        ),
        migrations.AddField(
            model_name='handover',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='cơ quan, đơn vị'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['unit', 'state'], name='handover_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('vacant', 'waiting', 'received'))), name='handover_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('receiver__isnull', True), ('state', 'vacant')), models.Q(models.Q(('state', 'vacant'), _negated=True), ('receiver__isnull', False)), _connector='OR'), name='handover_is_vacant_without_receiver'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('received_at__isnull', False), ('state', 'received')), models.Q(models.Q(('state', 'received'), _negated=True), ('received_at__isnull', True)), _connector='OR'), name='handover_received_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='handover_says_why'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('receiver__isnull', True), models.Q(('receiver', models.F('giver')), _negated=True), _connector='OR'), name='handover_is_between_two_people'),
        ),
    ]
