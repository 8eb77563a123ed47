from django.urls import path, register_converter

from regions.views import areas


class AreaCodeConverter:
    """A Kemendagri code with dots: 74, 74.14, 74.14.04, 74.14.04.2010."""

    regex = r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AreaCodeConverter, "area_code")

app_name = "regions"
urlpatterns = [
    path("", areas.area_list, name="areas"),
    path("cari/", areas.area_search, name="search"),
    path("desa.json", areas.village_file, name="villages"),
    path("<area_code:code>/", areas.area_page, name="area"),
]
