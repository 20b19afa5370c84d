"""The sample pack through the real reader and the real suggester, from upload to export."""

from __future__ import annotations

import io
import time
from pathlib import Path

from PIL import Image
from review_stand import API, REVIEWER, review_stand

from review_api.decision_log import verify_chain
from review_api.stages import real_stages

SAMPLE_PACK = Path(__file__).parents[2] / "corpus" / "samples" / "sample-pack.zip"
READY_SECONDS = 55


def test_review_of_sample_pack_from_upload_to_export(tmp_path: Path) -> None:
    with review_stand(tmp_path, stages=real_stages(2)) as stand:
        pack = stand.upload((SAMPLE_PACK.name, SAMPLE_PACK.read_bytes()))["id"]
        end = time.monotonic() + READY_SECONDS
        while (found := stand.get(f"/packs/{pack}"))["state"] not in {"ready", "failed"} and time.monotonic() < end:
            time.sleep(0.1)
        assert found["state"] == "ready", found
        documents = stand.get(f"/packs/{pack}/documents")["items"]
        codes = {row["error"]["code"] for row in documents if row["error"]}
        assert {"encrypted", "broken_document"} <= codes
        assert found["progress"]["files"] == len(documents) >= 9
        assert found["pages_read"] == sum(
            page["status"] in {"text", "ocr", "empty"} for row in documents for page in row["pages"]
        )

        queue = stand.queue(pack, state="open", limit=200)
        assert len(queue) >= 10
        for place, row in enumerate(queue[:10]):
            body = {"verdict": "accept"} if place % 2 == 0 else {"verdict": "reject", "reason": "other"}
            assert stand.post(f"/suggestions/{row['id']}/decisions", **body)["who"] == REVIEWER
        first = queue[0]
        span = first["passage"]["spans"][0]
        page = next(row for row in documents if row["id"] == first["document"])["pages"][span["page"] - 1]
        url = f"{API}/documents/{first['document']}/pages/{span['page']}/image"
        picture = Image.open(io.BytesIO(stand.client.get(url, params={"scale": 2}, headers=stand.headers).content))
        assert abs(picture.width - 2 * page["width"]) <= 2
        assert abs(picture.height - 2 * page["height"]) <= 2
        for x0, y0, x1, y1 in span["boxes"]:
            assert 0 <= x0 <= x1 <= page["width"]
            assert 0 <= y0 <= y1 <= page["height"]
            # Something is painted where the word is said to be.
            word = picture.convert("L").crop((int(2 * x0), int(2 * y0), int(2 * x1) + 1, int(2 * y1) + 1))
            darkest, lightest = word.getextrema()
            assert lightest - darkest > 60

        export = stand.get(f"/packs/{pack}/export", format="json")
        assert len(export["evidence"]) == 5
        assert {row["quote"] for row in export["evidence"]} == {row["passage"]["text"] for row in queue[:10:2]}
        with stand.database.read() as session:
            assert verify_chain(session).hash == export["decision_log"]["hash"]
