"""Pages on the way to an identity provider and back."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from corpus.errors import ErrorCode, ReviewError
from review_api.http.access import Office, TheOffice
from review_api.http.cookie import set_cookie
from review_api.provider import QUESTION_SECONDS, account_of, answer, ask
from review_api.settings import ProviderSettings
from review_api.sign_in import begin_session, make_link, redeem_link

router = APIRouter(include_in_schema=False)

#: Ties the answer to the browser that asked: otherwise somebody could sign a victim in under his own name.
_COOKIE = "assay_question"

Text = Annotated[str, Query(max_length=4000)]


@router.get("/oidc/start")
def start(office: TheOffice) -> Response:
    """Off to the provider."""
    provider = _provider(office)
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    with office.database.write() as session:
        details = {"nonce": nonce, "verifier": verifier}
        state = make_link(session, None, details=details, seconds=QUESTION_SECONDS)
    question = ask(provider, redirect=_redirect(office), state=state, nonce=nonce, verifier=verifier)
    response = RedirectResponse(question.address, status_code=HTTPStatus.SEE_OTHER)
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        _COOKIE,
        state,
        max_age=int(QUESTION_SECONDS),
        path="/oidc",
        secure=office.settings.cookies_need_https,
        httponly=True,
        samesite="lax",
    )
    return response


@router.get("/oidc/callback")
def callback(request: Request, office: TheOffice, code: Text = "", state: Text = "") -> Response:
    """Back from the provider."""
    provider = _provider(office)
    if not state or not secrets.compare_digest(state.encode(), request.cookies.get(_COOKIE, "").encode()):
        raise ReviewError(ErrorCode.SIGN_IN_FAILED, "The answer does not belong to a question of this browser.")
    with office.database.write() as session:
        question = redeem_link(session, state)
        if question.account is not None:
            raise ReviewError(ErrorCode.SIGN_IN_FAILED, "The answer does not belong to a question of this browser.")
        said = question.details
    identity = answer(provider, redirect=_redirect(office), code=code, nonce=said["nonce"], verifier=said["verifier"])
    with office.database.write() as session:
        secret = begin_session(session, account_of(session, provider, identity))
    response = RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER, headers={"Cache-Control": "no-store"})
    response.delete_cookie(_COOKIE, path="/oidc")
    set_cookie(response, office.settings, secret)
    return response


def _provider(office: Office) -> ProviderSettings:
    if office.settings.provider is None:
        raise ReviewError(ErrorCode.NOT_FOUND, "This server has no identity provider.")
    return office.settings.provider


def _redirect(office: Office) -> str:
    return f"{office.settings.address}/oidc/callback"
