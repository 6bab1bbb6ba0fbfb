#!/usr/bin/env python3
"""Makes the sample company's CSV files, always the same: python3 assets/demo/generate.py

Standard library only, and of `random` only `random()`, whose sequence for a seed never changes. Nobody here exists:
addresses end in .example, phone numbers come from ranges that are kept for fiction (GB, DE, SE) or begin with zeros
that nobody is given. Dates are local times of Europe/Vienna around REFERENCE, which `keydesk demo` moves to today.
"""

import csv
import datetime as dt
import pathlib
import random
import unicodedata

REFERENCE = dt.date(2026, 1, 15)
HERE = pathlib.Path(__file__).parent
RNG = random.Random(20260115)


def chance(p):
    return RNG.random() < p


def below(n):
    return int(RNG.random() * n)


def pick(items):
    return items[below(len(items))]


def digits(n):
    return "".join(str(below(10)) for _ in range(n))


# ---- places: city, postal code, area -------------------------------------------------------------------------------

PLACES = {
    "AT": [("Graz", "8010", "Graz"), ("Graz", "8020", "Graz"), ("Weiz", "8160", "Graz"), ("Leoben", "8700", "Graz"),
           ("Linz", "4020", "Linz"), ("Wels", "4600", "Linz"), ("Wien", "1100", "Wien"), ("Wien", "1230", "Wien"),
           ("St. Pölten", "3100", "Wien"), ("Salzburg", "5020", "Tirol"), ("Innsbruck", "6020", "Tirol"),
           ("Lienz", "9900", "Tirol"), ("Klagenfurt", "9020", "Graz"), ("Villach", "9500", "Graz")],
    "DE": [("München", "80331", "Bayern"), ("Nürnberg", "90402", "Bayern"), ("Würzburg", "97070", "Bayern"),
           ("Köln", "50667", "Rhein"), ("Düsseldorf", "40213", "Rhein"), ("Hamburg", "20095", "Nord"),
           ("Lübeck", "23552", "Nord"), ("Flensburg", "24937", "Nord")],
    "SE": [("Malmö", "211 20", "Skåne"), ("Lund", "222 22", "Skåne"), ("Helsingborg", "252 21", "Skåne"),
           ("Göteborg", "411 05", "Västkusten"), ("Stockholm", "111 20", "Mälaren"), ("Västerås", "722 11", "Mälaren"),
           ("Örebro", "702 11", "Mälaren")],
    "DK": [("København", "1550", "Sjælland"), ("Køge", "4600", "Sjælland"), ("Odense", "5000", "Fyn"),
           ("Aarhus", "8000", "Jylland"), ("Sønderborg", "6400", "Jylland"), ("Ærøskøbing", "5970", "Fyn")],
    "GB": [("London", "SE1 9GF", "South"), ("Reading", "RG1 1AZ", "South"), ("Manchester", "M1 2WD", "North"),
           ("Leeds", "LS1 4DY", "North"), ("Edinburgh", "EH1 1YZ", "North")],
    "PL": [("Łódź", "90-001", "Export"), ("Kraków", "30-002", "Export"), ("Gdańsk", "80-001", "Export")],
    "GR": [("Αθήνα", "105 57", "Export"), ("Θεσσαλονίκη", "546 24", "Export"), ("Πάτρα", "262 21", "Export")],
    "JP": [("東京", "100-0001", "Export"), ("大阪", "530-0001", "Export"), ("名古屋", "450-0002", "Export")],
    "UA": [("Київ", "01001", "Export"), ("Львів", "79000", "Export")],
    "BG": [("София", "1000", "Export"), ("Пловдив", "4000", "Export")],
    "IL": [("תל אביב", "6100000", "Export"), ("חיפה", "3100000", "Export")],
    "AE": [("دبي", "", "Export"), ("أبو ظبي", "", "Export")],
}
COUNTS = [("AT", 48), ("DE", 36), ("SE", 28), ("DK", 20), ("GB", 20), ("PL", 10), ("GR", 9), ("JP", 9), ("UA", 6),
          ("BG", 4), ("IL", 3), ("AE", 3)]
LANGUAGE = {"AT": "de", "DE": "de", "SE": "sv", "DK": "da"}

STREETS = {
    "AT": ["Werkgasse {}", "Industriestraße {}", "Am Mühlbach {}", "Hauptplatz {}", "Körösistraße {}"],
    "DE": ["Hafenstraße {}", "Gewerbering {}", "Lindenallee {}", "Am Güterbahnhof {}"],
    "SE": ["Storgatan {}", "Industrivägen {}", "Hamngatan {}", "Västra Verkstadsgatan {}"],
    "DK": ["Havnegade {}", "Industrivej {}", "Nørregade {}", "Østergade {}"],
    "GB": ["{} Foundry Lane", "{} Station Road", "{} Mill Street", "Unit {}, Canal Wharf"],
    "PL": ["ul. Fabryczna {}", "ul. Żeromskiego {}", "ul. Długa {}"],
    "GR": ["Οδός Ερμού {}", "Λεωφόρος Αθηνών {}"],
    "JP": ["丸の内1-{}", "梅田2-{}", "栄3-{}"],
    "UA": ["вул. Заводська, {}", "вул. Шевченка, {}"],
    "BG": ["ул. Индустриална {}", "бул. Витоша {}"],
    "IL": ["רחוב הרצל {}", "שדרות רוטשילד {}"],
    "AE": ["شارع الشيخ زايد {}", "شارع الكورنيش {}"],
}

# ---- people --------------------------------------------------------------------------------------------------------

FIRST = {
    "AT": ["Eva", "Jan", "Lukas", "Sophie", "Matthäus", "Jürgen", "Käthe", "Andrea", "Florian", "Brigitte", "Milan"],
    "DE": ["Anke", "Björn", "Claudia", "Dieter", "Ömer", "Franziska", "Götz", "Heike", "Mehmet", "Uwe", "Jörg"],
    "SE": ["Åsa", "Björn", "Elin", "Göran", "Märta", "Nils", "Örjan", "Sara", "Ulla", "Amir"],
    "DK": ["Søren", "Mette", "Jørgen", "Kirsten", "Åge", "Lærke", "Bjarne", "Signe"],
    "GB": ["Alice", "Owen", "Priya", "Siobhán", "George", "Zoë", "Hamza", "Charlotte"],
    "PL": ["Łukasz", "Małgorzata", "Paweł", "Zofia", "Grażyna"],
    "GR": ["Σοφία", "Γιώργος", "Ελένη", "Νίκος"],
    "JP": ["太郎", "花子", "健一", "美咲"],
    "UA": ["Олена", "Тарас", "Юлія"],
    "BG": ["Иван", "Цветана"],
    "IL": ["דוד", "נועה"],
    "AE": ["أحمد", "فاطمة"],
}
LAST = {
    "AT": ["Huber", "Moser", "Kern", "Gruber", "Wögerbauer", "Pichler", "Öllinger", "Šimunović", "Leitner", "Strauß"],
    "DE": ["Müller", "Schäfer", "Özdemir", "Groß", "von der Heide", "Krüger", "Weiß", "Nguyen", "Köhler"],
    "SE": ["Åkesson", "Lindqvist", "Öberg", "Sjöström", "Nyström", "Haddad", "Bergström"],
    "DK": ["Sørensen", "Nørgaard", "Kjær", "Møller", "Østergaard", "Ågesen"],
    "GB": ["O'Brien", "Smith-Jones", "Patel", "MacDonald", "Ashworth", "Begum"],
    "PL": ["Wiśniewski", "Żółkiewska", "Dąbrowski", "Świątek"],
    "GR": ["Παπαδοπούλου", "Γεωργίου", "Νικολαΐδης"],
    "JP": ["山田", "佐藤", "鈴木", "高橋"],
    "UA": ["Шевченко", "Коваленко", "Бондаренко"],
    "BG": ["Петров", "Димитрова"],
    "IL": ["כהן", "לוי"],
    "AE": ["المنصوري", "الهاشمي"],
}
TITLES = {
    "de": ["Geschäftsführung", "Leitung Technik", "Hausverwaltung", "Einkauf", "Facility Management", ""],
    "sv": ["Fastighetschef", "Driftledare", "Inköp", "Vaktmästare", ""],
    "da": ["Driftschef", "Indkøb", "Vicevært", "Teknisk chef", ""],
    "en": ["Facilities", "Operations", "Managing director", "Purchasing", ""],
}

# ---- companies -----------------------------------------------------------------------------------------------------

TRADES = {
    "AT": ["Maschinen GmbH", "Immobilien GmbH", "Spedition KG", "Hotelbetriebs GmbH", "Holzwerk GmbH", "& Söhne",
           "Logistik GmbH", "Klinik Betriebs GmbH"],
    "DE": ["Maschinenbau GmbH", "Hausverwaltung", "Brauerei GmbH & Co. KG", "Logistik AG", "Möbelhaus", "Verlag GmbH",
           "Kältetechnik GmbH"],
    "SE": ["Fastigheter AB", "Verkstad AB", "Livs AB", "Åkeri AB", "Bostäder", "Färg & Tapet AB"],
    "DK": ["Ejendomme A/S", "Maskinfabrik ApS", "Bageri A/S", "Transport ApS", "Møbler A/S"],
    "GB": ["Properties Ltd", "& Daughters Ltd", "Logistics plc", "Cold Storage Ltd", "Hotels Group", "Breweries"],
    "PL": ["Nieruchomości Sp. z o.o.", "Logistyka S.A.", "Młyny Sp. z o.o."],
    "GR": ["Ξενοδοχεία Α.Ε.", "Μεταφορές Ε.Π.Ε.", "Ακίνητα Α.Ε."],
    "JP": ["株式会社{}製作所", "{}不動産株式会社", "株式会社{}ホテル"],
    "UA": ["ТОВ «{} Логістика»", "Завод «{}»"],
    "BG": ["{} Имоти ООД", "Хотел {}"],
    "IL": ["{} נכסים בע״מ", "מלון {}"],
    "AE": ["فندق {}", "شركة {} العقارية"],
}
FIXED = {
    "1038": ("Hofer KG", "AT", ("Linz", "4020", "Linz"), "hofer"),
    "1042": ("Huber Maschinen GmbH", "AT", ("Graz", "8010", "Graz"), "huber"),
    "1077": ("Hübner & Söhne", "AT", ("Wien", "1100", "Wien"), "huebner"),
    "1101": ("Hydro Nord", "AT", ("Lienz", "9900", "Tirol"), "hydro-nord"),
}
TECHNICIANS = {"AT": ["M. Berger", "K. Horvat"], "DE": ["T. Krause", "S. Yılmaz"], "SE": ["L. Ek", "Å. Palm"],
               "DK": ["J. Holm"], "GB": ["R. Shaw", "N. Okafor"]}
SPELLED = {"ß": "ss", "ø": "oe", "æ": "ae", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ł": "l"}


def ascii_name(text):
    text = "".join(SPELLED.get(c, c) for c in text.lower())
    text = unicodedata.normalize("NFKD", text)
    kept = "".join(c if c.isascii() and c.isalnum() else "-" if c in " -&." else "" for c in text)
    return "-".join(part for part in kept.split("-") if part)


VORWAHL = {"Graz": "316", "Weiz": "3172", "Linz": "732", "Wien": "1", "Lienz": "4852", "Innsbruck": "512", "Salzburg": "662"}


def phone(country, city=""):
    return {
        "AT": lambda: f"+43 {VORWAHL.get(city, '720')} 0{digits(5)}", "DE": lambda: f"+49 30 23125 {digits(3)}",
        "SE": lambda: f"+46 8 465 004 {digits(2)}", "DK": lambda: f"+45 00 {digits(2)} {digits(2)} {digits(2)}",
        "GB": lambda: f"+44 20 7946 0{digits(3)}", "PL": lambda: f"+48 22 000 {digits(2)} {digits(2)}",
        "GR": lambda: f"+30 210 000 {digits(4)}", "JP": lambda: f"+81 3 0000 {digits(4)}",
        "UA": lambda: f"+380 44 000 {digits(2)} {digits(2)}", "BG": lambda: f"+359 2 000 {digits(4)}",
        "IL": lambda: f"+972 3 000 {digits(4)}", "AE": lambda: f"+971 4 000 {digits(4)}",
    }[country]()


def mobile(country):
    return {"GB": lambda: f"+44 7700 900{digits(3)}", "SE": lambda: f"+46 70 174 06 {digits(2)}",
            "DE": lambda: f"+49 171 39200{digits(2)}", "AT": lambda: f"+43 660 0{digits(6)}"}.get(country, lambda: "")()


def street(country):
    return pick(STREETS[country]).format(1 + below(90))


def make_customers():
    countries = [country for country, count in COUNTS for _ in range(count)]
    # Mixed, so that neighbours in the list come from everywhere (Fisher and Yates).
    for i in range(len(countries) - 1, 0, -1):
        j = below(i + 1)
        countries[i], countries[j] = countries[j], countries[i]
    numbers = [str(1001 + i) for i in range(len(countries) + len(FIXED))]
    rows, used = [], {domain for _, _, _, domain in FIXED.values()}
    for number in numbers:
        if number in FIXED:
            name, country, place, domain = FIXED[number]
            kind = "corporate"
        else:
            country = countries.pop()
            place = pick(PLACES[country])
            kind = "private" if chance(0.2) else "corporate"
            first, last = pick(FIRST[country]), pick(LAST[country])
            if kind == "private":
                name = f"{last} {first}" if country == "JP" else f"{first} {last}"
            else:
                trade = pick(TRADES[country])
                name = trade.format(last) if "{}" in trade else f"{last} {trade}"
            domain = ascii_name(name) or f"{country.lower()}-customer"
            if domain in used:
                domain = f"{domain}-{number}"
            used.add(domain)
        area = "" if chance(0.02) and number not in FIXED else place[2]
        local = "office" if kind == "corporate" else "post"
        email = "" if chance(0.06) and number not in FIXED else f"{local}@{domain}.example"
        rows.append({
            "number": number, "name": name, "kind": kind, "area": area, "email": email, "phone": phone(country, place[0]),
            "street": street(country), "postal_code": place[1], "city": place[0], "country": country,
            "language": LANGUAGE.get(country, "en"),
            "technician": "M. Berger" if number == "1042" else pick(TECHNICIANS.get(country, [""])) if chance(0.7) else "",
            "managed": "yes" if chance(0.08) else "no",
            "_domain": domain, "_place": place,
        })
    return rows


def make_contacts(customers):
    rows = []
    for customer in customers:
        country, language = customer["country"], customer["language"]
        people = []
        if customer["number"] == "1042":
            people = [("Eva", "Huber"), ("Jan", "Moser"), ("L.", "Kern"), ("Andrea", "Wögerbauer"), ("Milan", "Šimunović"),
                      ("Käthe", "Strauß")]
        elif customer["kind"] == "corporate":
            people = [(pick(FIRST[country]), pick(LAST[country])) for _ in range(1 + below(4))]
        seen = set()
        for i, (first, last) in enumerate(people):
            local = ".".join(p for p in (ascii_name(first), ascii_name(last)) if p) or f"contact{i + 1}"
            if local in seen:
                local = f"{local}{i + 1}"
            seen.add(local)
            rows.append({
                "number": f"C{customer['number']}-{i + 1}", "customer": customer["number"], "first_name": first,
                "last_name": last, "title": pick(TITLES[language]),
                "email": f"{local}@{customer['_domain']}.example" if chance(0.9) or customer["number"] == "1042" else "",
                "phone": phone(country, customer["city"]), "mobile": mobile(country) if chance(0.5) else "",
            })
    return rows


SITES = {
    "de": ["Werk {}", "Lager {}", "Verwaltung {}", "Filiale {}"], "sv": ["Verkstaden {}", "Lagret {}", "Kontoret {}"],
    "da": ["Fabrikken {}", "Lageret {}", "Kontoret {}"], "en": ["Plant {}", "Warehouse {}", "Head office {}", "Depot {}"],
}


def make_facilities(customers):
    rows = []
    for customer in customers:
        number, country = customer["number"], customer["country"]
        if number == "1042":
            places = [("Graz", "8010", "Graz"), ("Weiz", "8160", "Graz")]
            names = ["Werk Graz", "Werk Weiz"]
        elif customer["kind"] == "private":
            continue
        else:
            places = [customer["_place"]] + [pick(PLACES[country]) for _ in range(below(3) if chance(0.6) else 0)]
            names = [pick(SITES[customer["language"]]).format(place[0]) for place in places]
        for i, (place, name) in enumerate(zip(places, names)):
            if name in names[:i]:
                name = f"{name} {i + 1}"
            rows.append({"number": f"F{number}-{i + 1}", "customer": number, "name": name, "street": street(country),
                         "postal_code": place[1], "city": place[0], "country": country})
    return rows


# ---- models, objects -----------------------------------------------------------------------------------------------

MODELS = [
    ("lift", "Kranich 300 passenger lift", "Kranich"), ("lift", "Kranich 630 passenger lift", "Kranich"),
    ("lift", "Kranich 1600 goods lift", "Kranich"), ("lift", "Fjäll 8 home lift", "Fjäll Hiss"),
    ("lift", "Steep stair lift S2", "Tallis"), ("door", "Porta 20 sliding door", "Porta"),
    ("door", "Porta 44 revolving door", "Porta"), ("door", "Porta F90 fire door", "Porta"),
    ("gate", "Skjold R6 roller gate", "Skjold"), ("gate", "Skjold S9 high-speed gate", "Skjold"),
    ("gate", "Barrera 4 m barrier", "Barrera"), ("dock", "Hevel 10 t dock leveller", "Hevel"),
    ("dock", "Hevel dock shelter", "Hevel"), ("hvac", "Norrvind VR400 ventilation", "Norrvind"),
    ("hvac", "Norrvind VR1200 ventilation", "Norrvind"), ("hvac", "Borea 12 kW heat pump", "Borea"),
    ("hvac", "Borea 60 kW chiller", "Borea"), ("hvac", "Ember 90 boiler", "Ember"),
    ("escalator", "Kranich E35 escalator", "Kranich"), ("crane", "Atlas 5 t bridge crane", "Atlas Hub"),
    ("crane", "Atlas 12 t bridge crane", "Atlas Hub"), ("compressor", "Pneuma K22 compressor", "Pneuma"),
]
NAMES = {
    "lift": {"de": "Aufzug", "sv": "Hiss", "da": "Elevator", "en": "Lift"},
    "door": {"de": "Tür", "sv": "Dörr", "da": "Dør", "en": "Door"},
    "gate": {"de": "Tor", "sv": "Port", "da": "Port", "en": "Gate"},
    "dock": {"de": "Laderampe", "sv": "Lastbrygga", "da": "Læsserampe", "en": "Dock"},
    "hvac": {"de": "Lüftung", "sv": "Ventilation", "da": "Ventilation", "en": "Air handling"},
    "escalator": {"de": "Rolltreppe", "sv": "Rulltrappa", "da": "Rulletrappe", "en": "Escalator"},
    "crane": {"de": "Hallenkran", "sv": "Travers", "da": "Traverskran", "en": "Crane"},
    "compressor": {"de": "Kompressor", "sv": "Kompressor", "da": "Kompressor", "en": "Compressor"},
}


def make_objects(customers, facilities):
    rows = []
    for customer in customers:
        number, language = customer["number"], customer["language"]
        places = [f["number"] for f in facilities if f["customer"] == number]
        count = 31 if number == "1042" else 1 + below(2) if not places else 1 + below(4) + below(3)
        for i in range(count):
            model = below(5) if not places else below(len(MODELS))
            kind = MODELS[model][0]
            facility = places[i % len(places)] if places and (chance(0.93) or i < 2) else ""
            installed = REFERENCE - dt.timedelta(days=200 + below(6000))
            rows.append({
                "number": f"O{number}-{i + 1:02}", "customer": number, "facility": facility, "model": f"M{model + 1:03}",
                "name": f"{NAMES[kind][language]} {chr(65 + i % 26)}{i // 26 or ''}",
                "serial_number": f"{kind[:2].upper()}{digits(6)}", "installed_on": installed.isoformat(),
                "_kind": kind,
            })
    return rows


# ---- orders --------------------------------------------------------------------------------------------------------

WORK = {
    "de": [("Jährliche Wartung {}", "Wartung nach Plan. Bitte vorher bei der Haustechnik anmelden."),
           ("{} steht", "Steht seit heute früh, Anzeige dunkel. Zugang über den Hof."),
           ("Geräusch an {}", "Schleifendes Geräusch beim Anfahren, seit einigen Tagen lauter."),
           ("Störung {}: Sicherheitskreis", "Sicherheitskreis öffnet sporadisch.\nLetzter Einsatz hat nicht lange gehalten."),
           ("Prüfung nach ÖNORM, {}", "Wiederkehrende Prüfung, Protokoll per Post."),
           ("Ersatzteil für {} einbauen", "Teil ist im Lager. Dauer etwa zwei Stunden.")],
    "sv": [("Årlig service av {}", "Service enligt avtal. Ring vaktmästaren innan."),
           ("{} står still", "Stannade i morse, felkod på displayen."),
           ("Missljud från {}", "Gnisslar när det är kallt."),
           ("Besiktning av {}", "Återkommande besiktning, protokoll med e-post."),
           ("Byte av reservdel, {}", "Delen har kommit. Två timmar på plats.")],
    "da": [("Årligt eftersyn af {}", "Eftersyn efter aftale. Ring til viceværten først."),
           ("{} kører ikke", "Gik i stå i morges, rød lampe."),
           ("Støj fra {}", "Hyler ved start, værst om morgenen."),
           ("Udskiftning af reservedel, {}", "Delen er på lager.")],
    "en": [("Annual service of {}", "Planned maintenance. Please report at reception."),
           ("{} out of order", "Stopped this morning, display is dark. Access through the yard."),
           ("Noise from {}", "Grinding noise when starting, getting louder."),
           ("Statutory inspection, {}", "Six-monthly inspection; certificate by e-mail."),
           ("Fit spare part to {}", "Part has arrived at the depot. About two hours.")],
    "PL": [("Przegląd roczny: {}", "Przegląd zgodnie z umową. Proszę zgłosić się na portierni.")],
    "GR": [("Ετήσια συντήρηση: {}", "Προγραμματισμένη συντήρηση, κλειδιά στη ρεσεψιόν.")],
    "JP": [("年次点検：{}", "定期点検。受付で入館手続きをお願いします。")],
    "UA": [("Щорічне обслуговування: {}", "Планове обслуговування. Пропуск на прохідній.")],
}
GENERAL = {
    "de": [("Rückruf wegen Wartungsvertrag", "Möchte den Vertrag um ein Jahr verlängern."), ("Schlüsselübergabe", ""),
           ("Beratung vor Ort", "Neubau, drei Haltestellen.")],
    "sv": [("Offert på nytt serviceavtal", ""), ("Nyckelbyte", "Två nya nycklar lämnas i receptionen.")],
    "da": [("Tilbud på ny aftale", ""), ("Nøgler afhentes", "")],
    "en": [("Call back about the contract", "Would like to add a second site."), ("Keys to be returned", "")],
}


def at(day, early=7, late=17):
    return dt.datetime.combine(day, dt.time(early + below(late - early), 5 * below(12)))


def workday(day):
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    return day


def life(created, kind):
    """State, planned, closed of an order that came in on `created`."""
    today = dt.datetime.combine(REFERENCE, dt.time(0, 0))
    wait = 2 + below(12) + (below(40) if chance(0.2) else 0)
    planned = at(workday(created.date() + dt.timedelta(days=wait)))
    if chance(0.05):
        return "cancelled", None, created + dt.timedelta(days=1, hours=below(5))
    if kind == "ticket":
        closed = created + dt.timedelta(hours=1 + below(70))
        return ("closed", None, closed) if closed < today else ("open", None, None)
    if planned > today:
        return ("planned", planned, None) if chance(0.75) else ("open", None, None)
    closed = planned + dt.timedelta(minutes=30 + 15 * below(20))
    if today - planned < dt.timedelta(days=20):
        roll = RNG.random()
        if roll < 0.25:
            return "waiting", planned, None
        if roll < 0.4:
            return "in_progress", planned, None
    if closed > today:
        return "in_progress", planned, None
    return "closed", planned, closed


def make_orders(customers, objects, contacts):
    by_customer, people = {}, {}
    for thing in objects:
        by_customer.setdefault(thing["customer"], []).append(thing)
    for person in contacts:
        people.setdefault(person["customer"], []).append(person["number"])
    weights = [customer for customer in customers for _ in range(14 if customer["number"] == "1042" else 4 if customer["kind"] == "corporate" else 1)]
    days = sorted(below(730) for _ in range(3200))
    rows = []
    for i, age in enumerate(reversed(days)):
        customer = pick(weights)
        language = customer["language"]
        thing = pick(by_customer[customer["number"]]) if chance(0.86) else None
        kind = pick(["service_order", "service_order", "work_order", "work_order", "work_order", "ticket"])
        created = at(workday(REFERENCE - dt.timedelta(days=age + 1)))
        if created.date() >= REFERENCE:
            created -= dt.timedelta(days=3)
        if thing:
            title, description = pick(WORK.get(customer["country"] if chance(0.7) else "", WORK[language]))
            title = title.format(thing["name"])
        else:
            kind = "ticket" if chance(0.6) else kind
            title, description = pick(GENERAL[language])
        state, planned, closed = life(created, kind)
        told = people.get(customer["number"])
        rows.append({
            "number": f"A{24000 + i + 1}", "kind": kind, "customer": customer["number"],
            "facility": thing["facility"] if thing else "", "object": thing["number"] if thing else "",
            "contact": pick(told) if told and chance(0.5) else "", "title": title, "description": description,
            "state": state, "technician": customer["technician"] or (pick(["M. Berger", "L. Ek", "R. Shaw"]) if planned else ""),
            "created_at": created.isoformat(timespec="minutes"),
            "planned_at": planned.isoformat(timespec="minutes") if planned else "",
            "closed_at": closed.isoformat(timespec="minutes") if closed else "",
        })
    return rows + huber_now(len(rows), objects)


def huber_now(count, objects):
    """What 1042 is waiting for at this moment, so that its screen always has something to say."""
    graz, weiz = ([o for o in objects if o["facility"] == f"F1042-{i}"] for i in (1, 2))
    waiting = [
        ("work_order", graz[0], "C1042-2", "Geräusch an {}", "Schleifendes Geräusch beim Anfahren.", "planned", 3, 4),
        ("service_order", weiz[0], "C1042-3", "Jährliche Wartung {}", "Bitte bei der Pforte melden.", "planned", 2, 11),
        ("work_order", weiz[1], "C1042-1", "{} steht", "Steht seit heute früh, Anzeige dunkel.", "in_progress", 2, -1),
        ("ticket", None, "C1042-1", "Rückruf wegen Wartungsvertrag", "Zweiter Standort soll dazu.", "open", 1, None),
    ]
    rows = []
    for i, (kind, thing, contact, title, description, state, age, visit) in enumerate(waiting):
        created = dt.datetime.combine(REFERENCE - dt.timedelta(days=age), dt.time(8, 20))
        planned = dt.datetime.combine(REFERENCE + dt.timedelta(days=visit), dt.time(10, 0)) if visit is not None else None
        rows.append({
            "number": f"A{24000 + count + i + 1}", "kind": kind, "customer": "1042",
            "facility": thing["facility"] if thing else "", "object": thing["number"] if thing else "",
            "contact": contact, "title": title.format(thing["name"] if thing else ""), "description": description,
            "state": state, "technician": "M. Berger" if planned else "",
            "created_at": created.isoformat(timespec="minutes"),
            "planned_at": planned.isoformat(timespec="minutes") if planned else "", "closed_at": "",
        })
    return rows


CURRENCIES = {"SE": "SEK", "DK": "DKK", "GB": "GBP", "NO": "NOK", "CH": "CHF", "PL": "PLN", "CZ": "CZK"}


def make_billing(customers, orders):
    """Invoices for some of the work that was finished in the last year, a few estimates, and what 1042 has now."""
    country = {customer["number"]: customer["country"] for customer in customers}
    rows = []
    for order in orders:
        if order["state"] != "closed" or not chance(0.35):
            continue
        closed = dt.date.fromisoformat(order["closed_at"][:10])
        age = (REFERENCE - closed).days
        if not 2 <= age <= 365:
            continue
        kind = "estimate" if chance(0.12) else "invoice"
        issued = closed + dt.timedelta(days=1 + below(2)) if kind == "invoice" else closed - dt.timedelta(days=14)
        currency = CURRENCIES.get(country[order["customer"]], "EUR")
        factor = 10 if currency in ("SEK", "DKK", "NOK", "CZK") else 1
        due = issued + dt.timedelta(days=30)
        if kind == "estimate":
            state = pick(["accepted", "accepted", "accepted", "declined", "cancelled"])
        else:
            state = "open" if due >= REFERENCE or chance(0.05) else "cancelled" if chance(0.02) else "paid"
        rows.append(billing(kind, len(rows), order["customer"], order["number"], issued, due,
                            (80 + below(1900)) * factor + pick([0, 0.5, 0.8]), currency, state))
    newest = [order for order in orders if order["customer"] == "1042"][-3]
    rows.append(billing("invoice", len(rows), "1042", "", REFERENCE - dt.timedelta(days=9),
                        REFERENCE + dt.timedelta(days=21), 1249.5, "EUR", "open"))
    rows.append(billing("estimate", len(rows), "1042", newest["number"], REFERENCE - dt.timedelta(days=2),
                        REFERENCE + dt.timedelta(days=12), 3480, "EUR", "open", "estimate.pdf"))
    return rows


def billing(kind, count, customer, order, issued, due, amount, currency, state, file=""):
    letter = "R" if kind == "invoice" else "E"
    return {
        "number": f"{letter}{26000 + count + 1}", "kind": kind, "customer": customer, "order": order,
        "issued_on": issued.isoformat(), "due_on": due.isoformat(), "amount": f"{amount:.2f}", "currency": currency,
        "state": state, "file": file,
    }


def write_estimate():
    """A small valid PDF: one page, two lines, a font that every reader has."""
    text = "BT /F1 20 Tf 72 760 Td (Nordlift Service) Tj 0 -36 Td /F1 12 Tf (Estimate: new drive for the service lift, EUR 3,480.00) Tj ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = "%PDF-1.4\n", []
    for i, part in enumerate(parts):
        places.append(len(written))
        written += f"{i + 1} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    written += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    written += f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{written.index('xref')}\n%%EOF\n"
    (HERE / "estimate.pdf").write_bytes(written.encode("ascii"))


def write(kind, rows):
    columns = [name for name in rows[0] if not name.startswith("_")]
    with open(HERE / f"{kind}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    customers = make_customers()
    contacts = make_contacts(customers)
    facilities = make_facilities(customers)
    models = [{"number": f"M{i + 1:03}", "name": name, "manufacturer": maker} for i, (_, name, maker) in enumerate(MODELS)]
    objects = make_objects(customers, facilities)
    orders = make_orders(customers, objects, contacts)
    for kind, rows in [("customers", customers), ("contacts", contacts), ("facilities", facilities), ("models", models),
                       ("objects", objects), ("orders", orders), ("billing", make_billing(customers, orders))]:
        write(kind, rows)
    write_estimate()


if __name__ == "__main__":
    main()
