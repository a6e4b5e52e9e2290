"""Asking colleagues, answering as one, and what of it reaches whoever asked."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import text

from assessment.services.mail import MailFailed
from assessment.web import letters
from assessment.web.colleagues import views
from tests.web.rounds import AREAS, EIGHT, Rater, ask_fields, ask_for_links, close
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter

ALL_THREE = dict.fromkeys(AREAS, 3)


@pytest.fixture
def asker(ada: Sitter) -> Sitter:
    """Ada with a result."""
    ada.finish(form="quick")
    return ada


class TestAsking:
    def test_a_result_comes_first(self, eve: Sitter) -> None:
        assert "Submit a form first" in eve.text("/colleagues")
        assert eve.client.get("/colleagues/new").status_code == 404

    def test_links_are_shown_once_and_open_the_notice(self, asker: Sitter, app: Flask) -> None:
        round_id, links = ask_for_links(asker)
        assert len(set(links)) == len(EIGHT)
        assert "/asked/" not in asker.text(f"/colleagues/{round_id}")
        notice = Sitter(app.test_client(), asker.catalog).text(links[1])
        for said in (
            "Ada Lovelace asks how you see their work",
            "To decide better.",
            "as a peer",
            "only in groups of 3 or more",
            "The manager is the only one who is named",
            "You may decline. Nobody is told",
            "It is not for hiring",
        ):
            assert said in unescape(notice), said

    def test_the_manager_is_told_that_they_are_named(self, asker: Sitter, app: Flask) -> None:
        _, links = ask_for_links(asker)
        notice = unescape(Sitter(app.test_client(), asker.catalog).text(links[0]))
        assert "Your ratings and your words are shown as yours" in notice
        assert "only in groups" not in notice

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"asker": ""}, "Say who asks"),
            ({"closes_on": "2020-01-01"}, "Give a day between"),
            ({"closes_on": "soon"}, "Not a valid date"),
            ({"name_3": "", "name_4": "", "name_5": "", "name_6": "", "name_7": "", "name_8": ""},
             "Ask 3 to 8 people"),
            ({"role_2": "manager"}, "one manager at most"),
            ({"name_2": "MAX måns"}, "named twice"),
            ({"role_2": "boss"}, "Not a valid choice"),
            ({"purpose": "x" * 501}, "Keep this to 500"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
        self, asker: Sitter, change: dict[str, object], said: str
    ) -> None:
        sent = asker.post("/colleagues/new", {**ask_fields(), **change, "name_1": "Max Måns"})
        page = unescape(sent.get_data(as_text=True))
        assert sent.status_code == 422
        assert said in page
        assert "Something needs another look" in page
        assert "Max Måns" in page

    def test_a_second_round_waits_for_the_first(self, asker: Sitter) -> None:
        ask_for_links(asker)
        again = asker.post("/colleagues/new", ask_fields())
        assert again.status_code == 422
        assert "A round is open" in again.get_data(as_text=True)

    def test_a_reminder_is_capped(self, asker: Sitter) -> None:
        round_id, _ = ask_for_links(asker)
        path = f"/colleagues/{round_id}"
        assert "A reminder can be sent from" in asker.text(path)
        early = asker.post(f"{path}/remind", {}, page=asker.text(path))
        assert early.status_code == 422

    def test_what_is_typed_is_text(self, asker: Sitter, app: Flask) -> None:
        markup = "<script>alert(1)</script>"
        made = asker.post(
            "/colleagues/new",
            {**ask_fields(), "asker": markup, "purpose": markup, "name_1": markup},
        )
        page = asker.text(made.headers["Location"])
        link = re.search(r'value="https?://[^/"]+(/asked/[\w-]{43})"', page)
        assert link
        for shown in (page, Sitter(app.test_client(), asker.catalog).text(link[1])):
            assert "<script>alert" not in shown
            assert markup in unescape(shown)


class TestAnswering:
    def test_saved_as_one_goes_and_found_again_in_another_browser(
        self, asker: Sitter, app: Flask
    ) -> None:
        _, links = ask_for_links(asker)
        rater = Rater(app, asker, links[1])
        rater.begin()
        rater.rate({"strategy": 4, "finance": None})
        page = unescape(rater.text())
        assert "4 · " in page
        assert "I cannot say" in page
        assert "Saved, not submitted yet." in page
        other = Sitter(app.test_client(), asker.catalog)
        way_back = rater.own_link()
        assert other.client.get("/rating").status_code == 404
        assert other.post(way_back, {}).headers["Location"] == "/rating"
        assert "4 · " in unescape(other.text("/rating"))

    def test_each_area_shows_its_own_five_anchors(self, asker: Sitter, app: Flask) -> None:
        _, links = ask_for_links(asker)
        rater = Rater(app, asker, links[1])
        rater.begin()
        for area in AREAS:
            page = unescape(rater.browser.text(f"/rating/areas/{area}"))
            for anchor in asker.catalog.areas[area].anchors:  # type: ignore[index]
                assert anchor in page

    def test_nobody_reads_answers_by_the_link_that_was_sent(
        self, asker: Sitter, app: Flask
    ) -> None:
        _, links = ask_for_links(asker)
        Rater(app, asker, links[1]).answer({"strategy": 1}, keep="Canary words.")
        for browser in (asker, Sitter(app.test_client(), asker.catalog)):
            page = browser.text(links[1])
            assert "Canary" not in page
            assert "checked" not in page
            taken = browser.post(links[1], {}, page=page)
            assert taken.status_code == 409
            assert "Somebody has begun with this link" in taken.get_data(as_text=True)
            assert browser.client.get("/rating").status_code == 404
            assert (
                browser.client.get(links[1].replace("/asked/", "/rating/back/")).status_code == 404
            )

    def test_declining_says_nothing_to_anybody(self, asker: Sitter, app: Flask) -> None:
        round_id, links = ask_for_links(asker)
        before = asker.text(f"/colleagues/{round_id}")
        other = Sitter(app.test_client(), asker.catalog)
        declined = other.post(f"{links[1]}/decline", {}, page=other.text(links[1]))
        assert declined.headers["Location"] == "/rating/declined"
        strip = re.compile(r'name="csrf_token" value="[^"]+"')
        assert strip.sub("", asker.text(f"/colleagues/{round_id}")) == strip.sub("", before)

    def test_submit_change_withdraw(self, asker: Sitter, app: Flask) -> None:
        round_id, links = ask_for_links(asker)
        rater = Rater(app, asker, links[1])
        rater.begin()
        refused = rater.browser.post("/rating/submit", {}, page=rater.text())
        assert refused.status_code == 422
        assert "Rate at least one area" in refused.get_data(as_text=True)
        rater.rate(ALL_THREE)
        rater.submit()
        assert "Submitted." in rater.text()
        assert "1 of 8 have answered." in asker.text(f"/colleagues/{round_id}")
        rater.rate({"strategy": 5})
        assert "5 · " in rater.text()
        rater.browser.post("/rating/withdraw", {}, page=rater.text())
        assert "Nothing of what you said is kept." in rater.text()
        assert "0 of 8 have answered." in asker.text(f"/colleagues/{round_id}")

    @pytest.mark.parametrize("value", ["", "0", "6", "3.5", "x"])
    def test_another_step_is_refused(self, asker: Sitter, app: Flask, value: str) -> None:
        _, links = ask_for_links(asker)
        rater = Rater(app, asker, links[1])
        rater.begin()
        sent = rater.browser.post("/rating/areas/strategy", {"value": value})
        assert sent.status_code == 422
        assert rater.browser.client.get("/rating/areas/charm").status_code == 404

    def test_after_the_round_nothing_changes(self, asker: Sitter, app: Flask) -> None:
        round_id, links = ask_for_links(asker)
        rater = Rater(app, asker, links[1])
        rater.answer(ALL_THREE)
        page = rater.browser.text("/rating/areas/strategy")
        close(asker, round_id)
        late = rater.browser.post("/rating/areas/strategy", {"value": "1"}, page=page)
        assert late.status_code == 409
        assert "This round has closed" in late.get_data(as_text=True)
        assert "nothing can be changed any more" in rater.text()
        assert rater.browser.client.get(links[2]).status_code == 409


class TestResults:
    def test_eight_answer_and_groups_words_and_manager_are_shown(
        self, asker: Sitter, app: Flask
    ) -> None:
        round_id, links = ask_for_links(asker)
        for number, link in enumerate(links):
            Rater(app, asker, link).answer(
                {**ALL_THREE, "strategy": 5 if number == 0 else 1 + number % 2 + 2},
                keep=f"Keeps promise {number}.",
            )
        path = f"/colleagues/{round_id}"
        assert "8 of 8 have answered." in asker.text(path)
        assert "Keeps promise" not in asker.text(path)
        page = unescape(close(asker, round_id))
        assert "Peers, 3 people" in page
        assert "People you lead and others, 4 people" in page
        assert len(re.findall(r"Keeps promise [1-7]\.", page)) == 7
        assert "Your manager" in page
        assert "Keeps promise 0." in page
        assert "For your growth only" in page
        assert page.index("See the result with and without it")
        result = asker.text(f"/results/{asker.attempt}")
        assert result

    def test_two_answers_show_nothing(self, asker: Sitter, app: Flask) -> None:
        round_id, links = ask_for_links(asker, ("peer", "peer", "peer"))
        for link in links[:2]:
            Rater(app, asker, link).answer(ALL_THREE, keep="Canary words.")
        page = unescape(close(asker, round_id))
        assert page.count("Too few could say.") == len(AREAS)
        assert "Too few answered for it to count" in page
        assert "Canary" not in page
        assert "shown when five or more have answered" in page

    def test_a_round_whose_last_day_is_over_closes_when_it_is_opened(
        self, asker: Sitter, app: Flask
    ) -> None:
        round_id, links = ask_for_links(asker, ("peer", "peer", "peer"))
        for link in links:
            Rater(app, asker, link).answer(ALL_THREE)
        with app.extensions["database"].writing() as session:
            session.execute(
                text("UPDATE rater_rounds SET created_at = '2026-01-01', closes_at = '2026-01-20'")
            )
        page = unescape(asker.text(f"/colleagues/{round_id}"))
        assert "Peers, 3 people: 3.0" in re.sub(r"</?b>", "", page)


class Post:
    """A mail server that keeps what it is given, and is away when told so."""

    sends = True

    def __init__(self) -> None:
        self.mails: list[tuple[str, str, str]] = []
        self.away: set[str] = set()

    def send(self, to: str, subject: str, text: str) -> None:
        if to in self.away:
            raise MailFailed
        self.mails.append((to, subject, text))


class TestMail:
    @pytest.fixture
    def post(self, app: Flask) -> Post:
        post = Post()
        app.extensions["mailer"] = post
        return post

    @pytest.fixture
    def asker(self, app: Flask) -> Sitter:
        """Anna with a result and an account."""
        anna = signed_in(app, "anna@example.org", "Anna")
        anna.finish(form="quick")
        return anna

    def ask(self, asker: Sitter) -> str:
        """Ask three by mail and one by a link to copy; the round's path."""
        fields = ask_fields(("peer", "peer", "peer", "report"))
        for number in (1, 2, 3):
            fields[f"address_{number}"] = f"peer{number}@example.org"
        made = asker.post("/colleagues/new", fields)
        assert made.status_code == 303
        return made.headers["Location"]

    def test_each_gets_a_link_of_their_own_that_the_asker_never_sees(
        self, asker: Sitter, post: Post, app: Flask
    ) -> None:
        page = asker.text(self.ask(asker))
        links = [
            re.findall(r"http://localhost(/asked/[\w-]{43})", words) for _, _, words in post.mails
        ]
        assert [to for to, _, _ in post.mails] == [f"peer{n}@example.org" for n in (1, 2, 3)]
        assert all(len(found) == 1 and found[0] not in page for found in links)
        assert len(re.findall(r"/asked/[\w-]{43}", page)) == 1
        assert "3 mails are sent." in page
        for _, subject, words in post.mails:
            assert subject == "Ada Lovelace asks how you see their work"
            assert "you may decline" in words
            assert "Person" not in words
        Rater(app, asker, links[0][0]).answer(ALL_THREE)

    def test_a_guest_copies_links_and_has_no_mail_sent(
        self, ada: Sitter, post: Post, app: Flask
    ) -> None:
        ada.finish(form="quick")
        form = ada.text("/colleagues/new")
        assert "E-mail address of person" not in form
        assert "for accounts with a verified address alone" in form
        path = self.ask(ada)  # though addresses are typed
        assert len(re.findall(r"/asked/[\w-]{43}", ada.text(path))) == 4
        with app.extensions["database"].writing() as session:
            session.execute(text("UPDATE rater_rounds SET created_at = '2026-01-01'"))
            kept = session.execute(text("SELECT count(address) FROM raters")).scalar_one()
        assert kept == 0
        ada.post(f"{path}/remind", {}, page=ada.text(path))
        assert "Write to all of them yourself." in ada.text(path)
        assert post.mails == []

    def test_nobody_is_flooded_and_nobody_floods(
        self, asker: Sitter, post: Post, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(letters, "_TO_ONE_ADDRESS", "2 per day")
        monkeypatch.setattr(views, "_LETTERS_BY_ONE", "5 per day")
        path = self.ask(asker)
        raters = re.findall(rf"{path}/raters/[0-9a-f]{{32}}/link", asker.text(path))
        for _ in range(2):
            asker.post(raters[0], {}, page=asker.text(path))
        to_one = [to for to, _, _ in post.mails].count("peer1@example.org")
        assert to_one == 2, "whoever asks"
        assert re.search(r"/asked/[\w-]{43}", asker.text(path)), "there is a link to copy instead"
        for rater in raters[1:3]:
            asker.post(rater, {}, page=asker.text(path))
        assert len(post.mails) == 4, "the refused one counts for the asker"
        other = signed_in(app, "otto@example.org", "Otto")
        other.finish(form="quick")
        self.ask(other)
        assert [to for to, _, _ in post.mails[4:]] == ["peer2@example.org", "peer3@example.org"]

    def test_a_mail_that_does_not_leave_becomes_a_link_to_copy(
        self, asker: Sitter, post: Post
    ) -> None:
        post.away = {"peer2@example.org"}
        page = asker.text(self.ask(asker))
        assert len(re.findall(r"/asked/[\w-]{43}", page)) == 2
        assert len(post.mails) == 2

    def test_a_reminder_reaches_the_silent_and_the_page_does_not_say_whom(
        self, asker: Sitter, post: Post, app: Flask
    ) -> None:
        path = self.ask(asker)
        link = re.search(r"http://localhost(/asked/[\w-]{43})", post.mails[0][2])
        assert link
        Rater(app, asker, link[1]).answer(ALL_THREE)
        with app.extensions["database"].writing() as session:
            session.execute(text("UPDATE rater_rounds SET created_at = '2026-01-01'"))
        post.mails.clear()
        assert asker.post(f"{path}/remind", {}, page=asker.text(path)).status_code == 303
        assert [to for to, _, _ in post.mails] == ["peer2@example.org", "peer3@example.org"]
        page = asker.text(path)
        assert "Mail went to whoever has not answered yet." in page
        assert "example.org" not in page
        assert "A reminder can be sent from" in page
