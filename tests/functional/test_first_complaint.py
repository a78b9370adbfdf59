"""Chapters 2 and 3 of the guide: signing up, filing, getting a code, finding the complaint again."""

import re

from webtest import Upload

from tests.functional.person import Person

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def test_somebody_signs_up_complains_with_a_file_and_finds_the_complaint_again(person: Person) -> None:
    panel = person.sign_up()
    assert "Hello نرگس" in panel.text

    receipt = person.write_complaint(attachments=[Upload("card.pdf", PDF, "application/pdf")]).follow()
    code = re.search(r"(\d{4}) (\d{4}) (\d{4})", receipt.text)
    assert code is not None
    spelled = "".join(code.groups())
    assert person.messages()[-1]["params"] == {"tracking_code": spelled}

    found = person.site.get("/panel/complaints", {"q": " ".join(code.groups())})
    detail = found.click(href=f"/panel/complaints/{spelled}$")
    assert "واریز نشده" in detail.text
    file = detail.click(href="/attachments/1")
    assert file.body == PDF
    assert "attachment" in file.headers["Content-Disposition"]
