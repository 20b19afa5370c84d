"""Sign-in by an OpenID Connect provider: authorisation code flow with PKCE, state and nonce; the work is Authlib's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api.account_tables import AccountRow
from review_api.accounts import account_named, create_account
from review_api.permissions import SERVER, Role
from review_api.settings import ProviderSettings

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client

#: Seconds that a person may take at the provider, and that the provider may take to answer.
QUESTION_SECONDS = 600.0
_ANSWER_SECONDS = 10.0

#: Seconds by which the clocks may differ.
_LEEWAY = 60

#: Algorithms of signatures with a public key; "none" and shared secrets are not among them.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What the browser is sent to the provider with, and what must come back."""

    #: Address at the provider.
    address: str
    nonce: str
    #: Secret that proves later that the answer came to whoever asked.
    verifier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who the provider says somebody is."""

    #: Issuer and subject: the only thing that never changes.
    subject: str
    #: Verified e-mail address, or empty.
    email: str


def ask(provider: ProviderSettings, *, redirect: str, state: str, nonce: str, verifier: str) -> Question:
    """The question for one sign-in. Raises :class:`ReviewError` with ``sign_in_failed`` when nobody answers there."""
    with _client(provider, redirect) as client:
        found = _configuration(client, provider)
        address, _ = client.create_authorization_url(
            found["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
        )
    return Question(address=address, nonce=nonce, verifier=verifier)


def answer(provider: ProviderSettings, *, redirect: str, code: str, nonce: str, verifier: str) -> Identity:
    """Who signed in, from the code that the browser brought back.

    Raises :class:`ReviewError` with ``sign_in_failed`` when anything of it cannot be believed.
    """
    from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - an extra
    from httpx2 import HTTPError  # noqa: PLC0415 - an extra
    from joserfc import jwt  # noqa: PLC0415 - an extra
    from joserfc.errors import JoseError  # noqa: PLC0415 - an extra
    from joserfc.jwk import KeySet  # noqa: PLC0415 - an extra

    with _client(provider, redirect) as client:
        found = _configuration(client, provider)
        try:
            token = client.fetch_token(found["token_endpoint"], code=code, code_verifier=verifier)
            keys = KeySet.import_key_set(client.request("GET", found["jwks_uri"], withhold_token=True).json())
            claims = jwt.decode(str(token.get("id_token", "")), keys, algorithms=_ALGORITHMS).claims
            registry = jwt.JWTClaimsRegistry(
                leeway=_LEEWAY,
                iss={"essential": True, "value": provider.issuer},
                aud={"essential": True, "value": provider.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            registry.validate(claims)
        except (OAuthError, HTTPError, JoseError, ValueError, KeyError, TypeError) as error:
            raise _failed(f"its answer was refused ({type(error).__name__})") from error
    email = str(claims.get("email", "")) if claims.get("email_verified") is True else ""
    return Identity(subject=f"{provider.issuer} {claims['sub']}", email=email)


def account_of(session: Session, provider: ProviderSettings, identity: Identity) -> str:
    """Id of the account of somebody who signed in; one is made where the settings give newcomers a role.

    An account that an admin made under the verified e-mail address, and that has no password and no other identity, is
    taken over. Raises :class:`ReviewError` with ``sign_in_failed`` when there is no account, or it is shut.
    """
    row = session.scalar(select(AccountRow).where(AccountRow.subject == identity.subject))
    if row is None and identity.email:
        row = _invited(session, identity.email)
        if row is None and provider.role:
            made = create_account(session, SERVER, name=identity.email, role=Role(provider.role))
            row = account_named(session, made.name)
    if row is None or row.disabled_at is not None:
        raise _failed("nobody here has an account for that person")
    row.subject = identity.subject
    session.flush()
    return row.id


def _invited(session: Session, email: str) -> AccountRow | None:
    try:
        row = account_named(session, email)
    except ReviewError:
        return None
    if row.password is not None or row.subject is not None:
        raise _failed("the account of that name signs in another way")
    return row


def _client(provider: ProviderSettings, redirect: str) -> OAuth2Client:
    try:
        from authlib.integrations import httpx_client  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        detail = "Sign-in by a provider needs Authlib, which 'pip install assay-evidence[oidc]' brings."
        raise CallError(ErrorCode.SETTING_INVALID, detail) from error
    return httpx_client.OAuth2Client(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        scope="openid email",
        redirect_uri=redirect,
        code_challenge_method="S256",
        timeout=_ANSWER_SECONDS,
    )


def _configuration(client: OAuth2Client, provider: ProviderSettings) -> dict[str, str]:
    from httpx2 import HTTPError  # noqa: PLC0415 - an extra

    address = f"{provider.issuer}/.well-known/openid-configuration"
    try:
        found = client.request("GET", address, withhold_token=True).json()
    except (HTTPError, ValueError) as error:
        raise _failed(f"it cannot be reached ({type(error).__name__})") from error
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if not isinstance(found, dict) or found.get("issuer") != provider.issuer or not set(wanted) <= found.keys():
        raise _failed("its configuration is not that of the issuer in the settings")
    return {name: str(found[name]) for name in wanted}


def _failed(what: str) -> ReviewError:
    return ReviewError(ErrorCode.SIGN_IN_FAILED, f"Signing in by the provider did not work: {what}.")
