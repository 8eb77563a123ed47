"""Addresses of signing in, one's own account, and the administration of users and offices."""

from django.urls import path

from accounts.views import account, acting, as_of, hand_over, offices, session, set_password, sign_in, users

app_name = "accounts"
urlpatterns = [
    path("masuk/", sign_in.sign_in, name="sign_in"),
    path("keluar/", session.sign_out, name="sign_out"),
    path("akun/", account.account, name="account"),
    path("akun/bahasa/", account.language, name="language"),
    path("akun/keluar-semua/", account.sign_out_all, name="sign_out_all"),
    path("akun/tetap-masuk/", session.stay, name="stay"),
    path("akun/sesi/", session.session_state, name="session"),
    path("akun/sandi/<str:uidb64>/<str:token>/", set_password.set_password, name="set_password"),
    path("pengaturan/pengguna/", users.user_list, name="users"),
    path("pengaturan/pengguna/baru/", users.user_new, name="user_new"),
    path("pengaturan/pengguna/<int:pk>/", users.user_edit, name="user_edit"),
    path("pengaturan/pengguna/<int:pk>/tautan/", users.user_password_link, name="user_password_link"),
    path("pengaturan/pengguna/<int:pk>/aktifkan/", users.user_reopen, name="user_reopen"),
    path("pengaturan/pengguna/<int:pk>/serah-terima/", hand_over.user_hand_over, name="user_hand_over"),
    path("pengaturan/akun-pada-tanggal/", as_of.as_of, name="as_of"),
    path("pengaturan/plh/", acting.acting, name="acting"),
    path("pengaturan/plh/<int:pk>/akhiri/", acting.acting_end, name="acting_end"),
    path("pengaturan/unit/", offices.office_list, name="offices"),
    path("pengaturan/unit/baru/", offices.office_new, name="office_new"),
    path("pengaturan/unit/<int:pk>/", offices.office_edit, name="office_edit"),
]
