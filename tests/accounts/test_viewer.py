def test_cast_can_look(people, scope_of, client_for):
    from cases.models import Case

    for user in people.everybody().values():
        with scope_of(user) as scope:
            assert scope.viewer.user_id == user.pk
            assert Case.objects.count() == 0
    assert client_for(people.head).session["epoch"] == 0
