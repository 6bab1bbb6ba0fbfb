# Reads every message of a folder with Python's own parser, which shares no line with the one the other tests use, and says
# what it finds wrong.
import email, email.policy, pathlib, sys

wrong, count = [], 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    octets = path.read_bytes()
    message = email.message_from_bytes(octets, policy=email.policy.default)
    count += 1

    def say(what, path=path):
        wrong.append(f"{path.name}: {what}")

    for line in octets.split(b"\r\n"):
        if len(line) > 998:
            say(f"a line of {len(line)} octets")
    for part in message.walk():
        for defect in part.defects:
            say(f"{part.get_content_type()}: {defect!r}")
        for name, value in part.items():
            for defect in getattr(value, "defects", []):
                say(f"{name}: {defect!r}")
    for name in ("From", "To", "Reply-To"):
        if len(message[name].addresses) != 1:
            say(f"{name} names {message[name].addresses}")
    for name in ("Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"):
        if len(message.get_all(name, [])) != 1:
            say(f"{name} is there {len(message.get_all(name, []))} times")
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    if plain is None or page is None:
        say("a form is missing")
        continue
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    if plain.get_content().split() != expected.split():
        say("the text is another one")
    pictures = [p for p in message.walk() if p.get_content_maintype() == "image"]
    for picture in pictures:
        name = picture["Content-ID"].strip("<>")
        if f'src="cid:{name}"' not in page.get_content():
            say("the page does not ask for the picture")
        if not picture.get_content().startswith(b"\x89PNG") or len(picture.get_content()) > 40 * 1024:
            say("no small PNG")
        if picture["Content-Disposition"].content_disposition != "inline":
            say("the picture hangs on the letter")
print(f"{count} messages")
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
