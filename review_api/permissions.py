"""Who may do what: roles, permissions and the principal on whose behalf a service acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import ErrorCode, ReviewError


class Permission(StrEnum):
    """One sort of action."""

    READ = "read"  #: see packs, documents, suggestions, decisions, exports and frameworks
    UPLOAD = "upload"  #: send a pack
    DECIDE = "decide"  #: accept, reject, change and undo
    ADJUDICATE = "adjudicate"  #: settle what two reviewers decided differently
    ADMINISTER = "administer"  #: people, tokens, settings


class Role(StrEnum):
    """What a person or a program is trusted with; each role may do all that the one before it may."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    ADMIN = "admin"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.READ}),
    Role.ANALYST: frozenset({Permission.READ, Permission.UPLOAD}),
    Role.REVIEWER: frozenset({Permission.READ, Permission.UPLOAD, Permission.DECIDE}),
    Role.APPROVER: frozenset({Permission.READ, Permission.UPLOAD, Permission.DECIDE, Permission.ADJUDICATE}),
    Role.ADMIN: frozenset(Permission),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Principal:
    """A person or program that was recognised, with what it may do."""

    #: Stands in the decision log as ``who``.
    name: str
    role: Role
    #: Ids of the suppliers that may be seen; ``None`` for every one, and for packs that belong to none.
    suppliers: frozenset[str] | None = None
    #: Id of the account; missing for programs whose token belongs to nobody.
    account: str | None = None

    def require(self, permission: Permission) -> None:
        """Raise :class:`ReviewError` with ``not_permitted`` unless the role grants ``permission``."""
        if permission not in GRANTS[self.role]:
            raise ReviewError(ErrorCode.NOT_PERMITTED, f"The role {self.role} does not grant '{permission}'.")

    def may_see(self, supplier: str | None) -> bool:
        """Whether what belongs to that supplier, or to none, may be seen."""
        return self.suppliers is None or supplier in self.suppliers

    def require_every_supplier(self) -> None:
        """Raise :class:`ReviewError` with ``not_permitted`` for people who may see some suppliers only."""
        if self.suppliers is not None:
            raise ReviewError(ErrorCode.NOT_PERMITTED, "It concerns every supplier, and only some may be seen.")


#: The server itself, when it loads packs at its start.
SERVER = Principal(name="assay serve", role=Role.ADMIN)
