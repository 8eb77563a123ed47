"""The pages of the guide: one for each task, in the order they are listed."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop


@dataclass(frozen=True)
class HelpPage:
    """`words` are further words by which the page is found."""

    code: str
    title: str
    summary: str
    words: str

    @property
    def template(self) -> str:
        return f"reports/help/{self.code.replace('-', '_')}.html"


PAGES = (
    HelpPage(
        "masuk",
        gettext_noop("Masuk dan kata sandi"),
        gettext_noop("Masuk, faktor kedua, ponsel hilang, mengganti kata sandi, dan bila akun terkunci."),
        "login sandi password terkunci sesi keluar faktor kode passkey kunci totp hp ponsel hilang cadangan",
    ),
    HelpPage(
        "catat-kedatangan",
        gettext_noop("Mencatat kedatangan di ponsel"),
        gettext_noop("Rombongan dahulu, kemudian orangnya satu per satu, juga tanpa sinyal."),
        "deportasi kapal pesawat pelabuhan ponsel hp sinyal keluarga anak",
    ),
    HelpPage(
        "penjemputan",
        gettext_noop("Penjemputan di pelabuhan, bandara, dan feri"),
        gettext_noop("Menetapkan petugas, menandai yang tiba, mengurungkan, juga tanpa sinyal."),
        "jemput tiba centang tanda dermaga bandara feri petugas help desk p4mi urungkan",
    ),
    HelpPage(
        "surat-pemulangan",
        gettext_noop("Dari surat menjadi pemulangan"),
        gettext_noop("Surat baru pemulangan, surat kedua, dan kalender kedatangan."),
        "surat baru ralat tambahan kedua kalender ics langganan jadwal",
    ),
    HelpPage(
        "impor-daftar",
        gettext_noop("Memasukkan daftar dari surat"),
        gettext_noop("Dari berkas atau tempelan: dibaca, diperiksa baris demi baris, lalu dimasukkan sekaligus."),
        "impor excel xlsx csv tempel whatsapp daftar nama surat manifes deportasi unggah",
    ),
    HelpPage(
        "verifikasi",
        gettext_noop("Memverifikasi kiriman kabupaten/kota"),
        gettext_noop("Memeriksa kiriman, mengembalikan dengan alasan, dan memutuskan orang yang sama."),
        "kiriman kembalikan verifikasi kembar sama",
    ),
    HelpPage(
        "perjalanan",
        gettext_noop("Rute, biaya, koordinasi, dan serah terima"),
        gettext_noop("Menggambar rute, mencatat biaya dan koordinasi, mencetak BAST, menyimpan fotonya."),
        "rute ruas singgah mess shelter biaya ksop pelni polres bast berita acara keluarga penerima kuasa saksi",
    ),
    HelpPage(
        "pendalaman",
        gettext_noop("Pendalaman dan skrining"),
        gettext_noop("Mewawancarai orang, mencatat upah, penahanan, dan pernyataan; skrining indikasi TPPO."),
        "wawancara kronologi upah gaji penahanan perekrut sponsor pernyataan tppo indikasi dokumen ditahan",
    ),
    HelpPage(
        "kasus",
        gettext_noop("Mengerjakan kasus"),
        gettext_noop("Menugaskan, mencatat, merujuk, memindahkan tahap, dan menutup dengan alasan."),
        "kasus tahap tenggat rujukan tugas catatan tutup akses terbatas",
    ),
    HelpPage(
        "sakit-meninggal",
        gettext_noop("Sakit, meninggal, dan tindak lanjut"),
        gettext_noop("Jenazah, santunan, orang sakit, kunjungan sesudah pulang, dan keluarga."),
        "jenazah santunan bpjs rumah sakit layak kunjungan pemberdayaan keluarga anak pendamping",
    ),
    HelpPage(
        "naskah",
        gettext_noop("Naskah pemulangan, siaran pers, dan tanda tangan di layar"),
        gettext_noop("Laporan singkat, surat, nota dinas, siaran pers, dan BAST yang ditandatangani di layar."),
        "laporan pimpinan nota dinas balasan surat tugas siaran pers humas rilis docx srikandi konsep tanda tangan",
    ),
    HelpPage(
        "surat",
        gettext_noop("Mencatat surat dan disposisi"),
        gettext_noop("Nomor agenda, pindaian, disposisi dalam dua ketukan, dan tautan dengan pemulangan."),
        "surat masuk keluar agenda srikandi disposisi rahasia nota dinas balasan",
    ),
    HelpPage(
        "sisko-data-lama",
        gettext_noop("Sisko P2MI, formulir, dan data lama"),
        gettext_noop("Menyalin ke Sisko, mengetik dari formulir, memasukkan buku lama."),
        "sisko salin adu registrasi formulir kosong cetak ketik lembar kerja buku tahun lama",
    ),
    HelpPage(
        "laporan-bulanan",
        gettext_noop("Membuat laporan bulanan"),
        gettext_noop("Membaca angka, membuka baris di balik angka, dan arti Belum diketahui."),
        "laporan angka bulan kabupaten excel xlsx",
    ),
    HelpPage(
        "unduhan",
        gettext_noop("Mengunduh berkas"),
        gettext_noop("Meminta berkas, menunggu, mengunduh, dan apa yang dicatat."),
        "unduh berkas excel xlsx keperluan kemajuan",
    ),
    HelpPage(
        "pulihkan",
        gettext_noop("Memulihkan dari cadangan"),
        gettext_noop("Lima langkah dari media cadangan ke mesin kosong, dan yang tidak ikut."),
        "cadangan backup restore rusak hilang listrik server kunci frasa",
    ),
    HelpPage(
        "catatan-akses",
        gettext_noop("Catatan akses"),
        gettext_noop("Siapa melihat data siapa, pola tidak biasa, dan memeriksa bahwa catatan utuh."),
        "audit pelindungan data pribadi siapa melihat segel titik periksa pola akun",
    ),
)
