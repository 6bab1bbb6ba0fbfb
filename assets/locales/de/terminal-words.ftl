# Words for what is stored by name: `in_progress` is word-in-progress.

# Roles.

word-administrator = Administrator
word-moderator = Moderator
word-member = Mitglied
word-department-administrator = Abteilungsadministrator
word-supervisor = Leitung
word-content-creator = Redaktion
word-dispatcher = Disposition
word-technician = Techniker

# How things stand.

word-corporate = Firma
word-private = privat
word-link = Link
word-pending = offen
word-active = aktiv
word-independent = selbständig
word-suspended = gesperrt
word-revoked = entzogen
word-expired = abgelaufen
word-accepted = angenommen
word-declined = abgelehnt
word-approved = genehmigt
word-queued = wartend
word-sent = gesendet
word-failed = gescheitert
word-bounced = zurückgekommen
word-cancelled = storniert
word-open = offen
word-planned = geplant
word-in-progress = in Arbeit
word-waiting = wartet
word-closed = geschlossen
word-taken = übernommen
word-requested = angefragt
word-over = vorbei
word-paid = bezahlt

# Kinds and urgency.

word-service-order = Serviceauftrag
word-work-order = Arbeitsauftrag
word-ticket = Ticket
word-invoice = Rechnung
word-estimate = Kostenvoranschlag
word-low = niedrig
word-normal = normal
word-high = hoch
word-urgent = dringend

# Parts of the portal.

word-orders = Aufträge
word-objects = Objekte
word-faults = Störungen
word-documents = Dokumente
word-calendar = Kalender
word-billing = Rechnungen
word-video = Video

# Things, one and many.

word-order = Auftrag
word-object = Objekt
word-facility = Standort
word-facilities = Standorte
word-document = Dokument
word-invoices = Rechnungen
word-estimates = Kostenvoranschläge
word-video-session = Videotermin
word-video-sessions = Videotermine
word-fault-report = Störung
word-fault-reports = Störungen

# What letters tell.

word-invitation = Einladung
word-welcome = Willkommen
word-password-changed = Passwort geändert
word-access-changed = Zugang geändert
word-access-ending = Zugang endet
word-access-revoked = Zugang entzogen
word-new-password = neues Passwort
word-temporary-password = vorläufiges Passwort
word-recovery = Wiederherstellung
word-second-factor = zweiter Schritt
word-independence-asked = Selbständigkeit beantragt
word-independence-approved = Selbständigkeit genehmigt
word-independence-declined = Selbständigkeit abgelehnt
word-order-created = Auftrag angelegt
word-order-assigned = Auftrag zugewiesen
word-order-planned = Termin geplant
word-order-moved = Termin verschoben
word-visit-cancelled = Termin abgesagt
word-order-closed = Auftrag geschlossen
word-order-edited = Auftrag geändert
word-order-cancelled = Auftrag storniert
word-comment = Kommentar
word-internal-comment = interner Kommentar
word-document-added = Dokument hinzugefügt
word-fault-received = Störung eingegangen
word-fault-taken = Störung übernommen
word-fault-closed = Störung geschlossen
word-estimate-to-accept = Kostenvoranschlag offen
word-estimate-decided = Kostenvoranschlag beantwortet
word-video-planned = Videotermin geplant
word-video-moved = Videotermin verschoben
word-video-cancelled = Videotermin abgesagt
word-video-requested = Videotermin angefragt
word-check-due = Eigenprüfung fällig
word-comments = Kommentare
word-independence = Selbständigkeit

# What is seen elsewhere.

word-hidden = verborgen
word-read-only = nur lesen

# What staff may do.

word-view-customers = Kunden ansehen
word-edit-customers = Kunden ändern
word-grant-access = Zugang geben
word-revoke-access = Zugang entziehen
word-edit-customer-user-permissions = Rechte ändern
word-reset-password = Passwörter erneuern
word-view-as-customer = als Kunde ansehen
word-manage-orders = Aufträge verwalten
word-handle-fault-reports = Störungen bearbeiten
word-manage-documents = Dokumente verwalten
word-manage-billing = Rechnungen verwalten
word-view-activity = Protokoll ansehen
word-view-outbox = Postausgang ansehen
word-manage-outbox = Postausgang verwalten
word-import-export = importieren und exportieren
word-manage-templates = Vorlagen verwalten
word-manage-staff = Personal verwalten
word-manage-settings = Einstellungen verwalten

# Who did something.

word-staff = Personal
word-customer-user = Kundenbenutzer
word-system = System

# Parts of letters.

word-subject = Betreff
word-why = warum
word-password = Passwort
word-do = zu tun
word-button = Schaltfläche
word-until = bis
word-unexpected = unerwartet

# Sorting.

word-name = Name
word-number = Nummer
word-city = Ort
word-contact = Kontakt
word-contacts = Kontakte
word-user = Benutzer
word-users = Benutzer
