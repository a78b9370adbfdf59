"""News for members of staff: what changed about their cases without them, until they put it away."""

from collections.abc import Iterable
from dataclasses import dataclass

from complaints_core.domain.access import is_about
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.directory import Directory
from complaints_core.domain.news import News
from complaints_core.domain.staff import LEADING_ROLES, Post, Staff
from complaints_core.interfaces.ports import INewsStore, IStaffStore


@dataclass(frozen=True)
class NewsDesk:
    """Tells staff, and shows them what they were told."""

    news: INewsStore
    staff: IStaffStore
    directory: Directory

    def of(self, staff: Staff) -> tuple[News, ...]:
        """Answer what somebody was told and has not put away, the newest first."""
        return self.news.of(staff.username)

    def dismiss(self, staff: Staff, key: str) -> None:
        """Put a piece of news away; nothing happens when it is not there."""
        self.news.dismiss(staff.username, key)

    def tell(self, usernames: Iterable[str], news: News) -> None:
        """Tell each of these people."""
        for username in usernames:
            self.news.tell(username, news)

    def handlers(self, complaint: Complaint) -> tuple[str, ...]:
        """Answer the user names of those whom news of a complaint concern: whoever answers for it or, where
        nobody does, those who lead its unit, or the nearest unit above where somebody leads. Nobody is told
        of a complaint about himself."""
        owner = self.staff.get(complaint.assignee) if complaint.assignee else None
        if owner is not None and owner.active and not is_about(complaint, owner):
            return (owner.username,)
        above = (unit.code for unit in self.directory.parents(complaint.unit))
        leaders = (self._leaders(unit, complaint) for unit in (complaint.unit, *above))
        return next(filter(None, leaders), ())

    def _leaders(self, unit: str, complaint: Complaint) -> tuple[str, ...]:
        posts = {Post(role, unit) for role in LEADING_ROLES}
        return tuple(
            one.username
            for one in self.staff.all()
            if one.active and posts.intersection(one.posts) and not is_about(complaint, one)
        )
