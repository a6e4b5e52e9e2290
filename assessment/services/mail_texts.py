"""What do our mails say?

Each says who asked for what, until when its link is good, and what to do if it was not you. No
mail says more of a person than the address it goes to already knows.
"""

from dataclasses import dataclass

from assessment.domain.language import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """One mail's subject and text."""

    subject: str
    text: str


def asked_mail(link: str, asker: str, purpose: str, last_day: str) -> MailText:
    """Somebody is asked how they see a colleague's work."""
    wish = _("What they want to work on: %(purpose)s\n\n") % {"purpose": purpose} if purpose else ""
    return MailText(
        subject=_("%(name)s asks how you see their work") % {"name": asker},
        text=_(
            "Hello,\n\n"
            "%(name)s asks how you see their work, for their own growth. You need no account.\n\n"
            "%(wish)s"
            "This link says how it is shown before you decide; you may decline:\n\n"
            "%(link)s\n\n"
            "It is yours alone and open until %(day)s. Nobody is told whether you answer.\n"
        )
        % {"name": asker, "wish": wish, "link": link, "day": last_day},
    )


def asked_again_mail(link: str | None, asker: str, last_day: str) -> MailText:
    """The same, once more; without a link for whoever has begun and has one of their own."""
    way = (
        _("You have begun: come back with the link you were given then.\n")
        if link is None
        else _("The link, yours alone:\n\n%(link)s\n") % {"link": link}
    )
    return MailText(
        subject=_("%(name)s asks how you see their work: a reminder") % {"name": asker},
        text=_(
            "Hello,\n\n"
            "%(name)s has asked for your view of their work. It is open until %(day)s.\n\n"
            "%(way)s\n"
            "You may also leave it. At most two reminders are sent.\n"
        )
        % {"name": asker, "way": way, "day": last_day},
    )


def verify_mail(link: str) -> MailText:
    """The address has to be verified before anybody signs in with it."""
    return MailText(
        subject=_("Verify your address for CTO Readiness"),
        text=_(
            "Hello,\n\n"
            "somebody, probably you, has begun an account at CTO Readiness with this address.\n"
            "Open this link and press the button there to verify it:\n\n"
            "%(link)s\n\n"
            "The link is good for two days. If it was not you, leave it: without the link there\n"
            "is no account.\n"
        )
        % {"link": link},
    )


def already_known_mail(sign_in: str, forgotten: str) -> MailText:
    """Somebody tried to register an address that has an account."""
    return MailText(
        subject=_("You already have an account at CTO Readiness"),
        text=_(
            "Hello,\n\n"
            "somebody, probably you, wanted to begin an account at CTO Readiness with this\n"
            "address. There is one already, and nothing has been changed.\n\n"
            "Sign in: %(sign_in)s\n"
            "Forgotten the password: %(forgotten)s\n\n"
            "If it was not you, there is nothing to do.\n"
        )
        % {"sign_in": sign_in, "forgotten": forgotten},
    )


def reset_mail(link: str, minutes: int) -> MailText:
    """The link that lets a new password be chosen."""
    return MailText(
        subject=_("Choose a new password for CTO Readiness"),
        text=_(
            "Hello,\n\n"
            "somebody, probably you, asked for a new password for the account with this address.\n"
            "Choose it here:\n\n"
            "%(link)s\n\n"
            "The link is good once, for %(minutes)d minutes. If it was not you, leave it: the\n"
            "password stays as it is.\n"
        )
        % {"link": link, "minutes": minutes},
    )


def no_account_mail(register: str) -> MailText:
    """Somebody asked for a new password where there is no account."""
    return MailText(
        subject=_("There is no account with this address at CTO Readiness"),
        text=_(
            "Hello,\n\n"
            "somebody, probably you, asked for a new password at CTO Readiness. There is no\n"
            "account with this address. Perhaps you registered with another one; or begin an\n"
            "account here: %(register)s\n\n"
            "If it was not you, there is nothing to do.\n"
        )
        % {"register": register},
    )


def password_changed_mail(forgotten: str) -> MailText:
    """Notice of a new password."""
    return MailText(
        subject=_("Your password for CTO Readiness was changed"),
        text=_(
            "Hello,\n\n"
            "the password of your account was changed just now.\n\n"
            "If it was not you, choose a new one at once: %(forgotten)s\n"
        )
        % {"forgotten": forgotten},
    )


def change_address_mail(link: str, minutes: int) -> MailText:
    """The link by which a new address is confirmed, sent to the new one."""
    return MailText(
        subject=_("Confirm your new address for CTO Readiness"),
        text=_(
            "Hello,\n\n"
            "somebody, probably you, wants an account at CTO Readiness to go by this address.\n"
            "Open this link, signed in, and press the button there:\n\n"
            "%(link)s\n\n"
            "The link is good once, for %(minutes)d minutes. If it was not you, leave it.\n"
        )
        % {"link": link, "minutes": minutes},
    )


def address_changed_mail(new: str) -> MailText:
    """Notice to the old address that another one has taken its place."""
    return MailText(
        subject=_("Your account at CTO Readiness goes by another address now"),
        text=_(
            "Hello,\n\n"
            "your account goes by the address %(new)s from now on.\n\n"
            "If it was not you, tell whoever runs the site at once.\n"
        )
        % {"new": new},
    )


def second_step_mail(*, on: bool) -> MailText:
    """Notice that the second step of signing in was turned on or off."""
    if on:
        return MailText(
            subject=_("Signing in to CTO Readiness now takes a code"),
            text=_(
                "Hello,\n\n"
                "signing in to your account takes a code from your authenticator app from now on.\n"
                "Keep the recovery codes where you keep passwords.\n\n"
                "If it was not you, choose a new password and tell whoever runs the site.\n"
            ),
        )
    return MailText(
        subject=_("Signing in to CTO Readiness no longer takes a code"),
        text=_(
            "Hello,\n\n"
            "the second step of signing in to your account was turned off.\n\n"
            "If it was not you, choose a new password and tell whoever runs the site.\n"
        ),
    )


def coach_mail(client: str, link: str, days: int) -> MailText:
    """An invitation to look at what somebody shares; what it is stands behind the link only."""
    return MailText(
        subject=_("%(client)s wants to share something with you at CTO Readiness")
        % {"client": client},
        text=_(
            "Hello,\n\n"
            "%(client)s wants to share something with you at CTO Readiness.\n"
            "Sign in with this address, or begin an account with it, and look at it here:\n\n"
            "%(link)s\n\n"
            "The link is good once, for %(days)d days. Looking at it accepts nothing. If you do "
            "not know the sender, do nothing.\n"
        )
        % {"client": client, "link": link, "days": days},
    )


def organisation_mail(inviter: str, link: str, days: int) -> MailText:
    """An invitation into an organisation, by whoever has the verified address ``inviter``.

    What people call themselves and their organisation stands behind the link only: a name can be
    any sentence, and would reach a stranger under our own.
    """
    return MailText(
        subject=_("An invitation to CTO Readiness"),
        text=_(
            "Hello,\n\n"
            "%(inviter)s invites you to work in an organisation at CTO Readiness.\n"
            "Sign in with this address, or begin an account with it, and see which one here:\n\n"
            "%(link)s\n\n"
            "The link is good once, for %(days)d days. Looking at it accepts nothing. If you do "
            "not know\nthe sender, do nothing.\n"
        )
        % {"inviter": inviter, "link": link, "days": days},
    )
