from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "thuocdo.portal.organizations"
    label = "organizations"
    verbose_name = "Cơ quan, đơn vị, con người"
