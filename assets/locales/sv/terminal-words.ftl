# Words for what is stored by name: `in_progress` is word-in-progress.

# Roles.

word-administrator = administratör
word-moderator = moderator
word-member = medlem
word-department-administrator = avdelningsadministratör
word-supervisor = arbetsledare
word-content-creator = innehållsansvarig
word-dispatcher = arbetsplanerare
word-technician = tekniker

# How things stand.

word-corporate = företag
word-private = privat
word-link = länk
word-pending = väntar
word-active = aktiv
word-independent = självständig
word-suspended = avstängd
word-revoked = borttagen
word-expired = utgången
word-accepted = godtagen
word-declined = avböjd
word-approved = beviljad
word-queued = i kö
word-sent = skickat
word-failed = misslyckat
word-bounced = kom tillbaka
word-cancelled = inställt
word-open = öppen
word-planned = planerat
word-in-progress = pågår
word-waiting = väntar
word-closed = avslutad
word-taken = omhändertagen
word-requested = efterfrågat
word-over = slut
word-paid = betald

# Kinds and urgency.

word-service-order = serviceorder
word-work-order = arbetsorder
word-ticket = fråga
word-invoice = faktura
word-estimate = offert
word-low = låg
word-normal = normal
word-high = hög
word-urgent = brådskande

# Parts of the portal.

word-orders = ärenden
word-objects = objekt
word-faults = felanmälningar
word-documents = dokument
word-calendar = kalender
word-billing = fakturor
word-video = video

# Things, one and many.

word-order = ärende
word-object = objekt
word-facility = anläggning
word-facilities = anläggningar
word-document = dokument
word-invoices = fakturor
word-estimates = offerter
word-video-session = videomöte
word-video-sessions = videomöten
word-fault-report = felanmälan
word-fault-reports = felanmälningar

# What letters tell.

word-invitation = inbjudan
word-welcome = välkommen
word-password-changed = lösenord ändrat
word-access-changed = åtkomst ändrad
word-access-ending = åtkomst slutar
word-access-revoked = åtkomst borttagen
word-new-password = nytt lösenord
word-temporary-password = tillfälligt lösenord
word-recovery = återställning
word-second-factor = andra steget
word-independence-asked = självständighet begärd
word-independence-approved = självständighet beviljad
word-independence-declined = självständighet avböjd
word-order-created = ärende skapat
word-order-assigned = ärende tilldelat
word-order-planned = besök planerat
word-order-moved = besök flyttat
word-visit-cancelled = besök inställt
word-order-closed = ärende avslutat
word-order-edited = ärende ändrat
word-order-cancelled = ärende inställt
word-comment = kommentar
word-internal-comment = intern kommentar
word-document-added = dokument tillagt
word-fault-received = felanmälan inkommen
word-fault-taken = felanmälan omhändertagen
word-fault-closed = felanmälan avslutad
word-estimate-to-accept = offert att godta
word-estimate-decided = offert besvarad
word-video-planned = videomöte planerat
word-video-moved = videomöte flyttat
word-video-cancelled = videomöte inställt
word-video-requested = videomöte efterfrågat
word-check-due = egenkontroll att göra
word-comments = kommentarer
word-independence = självständighet

# What is seen elsewhere.

word-hidden = dolt
word-read-only = bara läsa

# What staff may do.

word-view-customers = se kunder
word-edit-customers = ändra kunder
word-grant-access = ge åtkomst
word-revoke-access = ta bort åtkomst
word-edit-customer-user-permissions = ändra behörigheter
word-reset-password = nya lösenord
word-view-as-customer = se som kund
word-manage-orders = hantera ärenden
word-handle-fault-reports = hantera felanmälningar
word-manage-documents = hantera dokument
word-manage-billing = hantera fakturor
word-view-activity = se loggen
word-view-outbox = se utkorgen
word-manage-outbox = hantera utkorgen
word-import-export = importera och exportera
word-manage-templates = hantera mallar
word-manage-staff = hantera personal
word-manage-settings = hantera inställningar

# Who did something.

word-staff = personal
word-customer-user = kundanvändare
word-system = systemet

# Parts of letters.

word-subject = ämne
word-why = varför
word-password = lösenord
word-do = att göra
word-button = knapp
word-until = till
word-unexpected = oväntat

# Sorting.

word-name = namn
word-number = nummer
word-city = ort
word-contact = kontakt
word-contacts = kontakter
word-user = användare
word-users = användare
