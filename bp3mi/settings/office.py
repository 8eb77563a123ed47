"""Which of the 23 BP3MI offices runs this system. The office is configuration, never code."""

from bp3mi import env

OFFICE_NAME = env.text("OFFICE_NAME", "BP3MI Sulawesi Tenggara")
OFFICE_SHORT_NAME = env.text("OFFICE_SHORT_NAME", "BP3MI Sultra")
OFFICE_CODE = env.text("OFFICE_CODE", "SULTRA")
OFFICE_PROVINCE_CODE = env.text("OFFICE_PROVINCE_CODE", "74")
OFFICE_PROVINCE_NAME = env.text("OFFICE_PROVINCE_NAME", "Sulawesi Tenggara")
# How the office numbers its own letters, `B.{n}/BP3MI/PB.05.03/{bulan}/{tahun}`; empty while SRIKANDI numbers them.
LETTER_NUMBER_PATTERN = env.text("LETTER_NUMBER_PATTERN", "")
OFFICE_CITY = env.text("OFFICE_CITY", "Kendari")
OFFICE_ADDRESS = env.text("OFFICE_ADDRESS", "")
OFFICE_PHONE = env.text("OFFICE_PHONE", "")
OFFICE_EMAIL = env.text("OFFICE_EMAIL", "")
OFFICE_LETTERHEAD = env.text(
    "OFFICE_LETTERHEAD",
    "KEMENTERIAN PELINDUNGAN PEKERJA MIGRAN INDONESIA/BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA",
)
TIME_ZONE = env.text("TIME_ZONE", "Asia/Makassar")
TIME_ZONE_LABEL = env.text("TIME_ZONE_LABEL", "WITA")
CASE_NUMBER_PREFIX = env.text("CASE_NUMBER_PREFIX", "KS")
REPATRIATION_NUMBER_PREFIX = env.text("REPATRIATION_NUMBER_PREFIX", "PM")
WORKER_NUMBER_PREFIX = env.text("WORKER_NUMBER_PREFIX", "PMI")
