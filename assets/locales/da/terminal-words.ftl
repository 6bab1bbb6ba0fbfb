# Words for what is stored by name: `in_progress` is word-in-progress.

# Roles.

word-administrator = administrator
word-moderator = moderator
word-member = medlem
word-department-administrator = afdelingsadministrator
word-supervisor = arbejdsleder
word-content-creator = indholdsansvarlig
word-dispatcher = disponent
word-technician = tekniker

# How things stand.

word-corporate = erhverv
word-private = privat
word-link = link
word-pending = afventer
word-active = aktiv
word-independent = selvstændig
word-suspended = spærret
word-revoked = fjernet
word-expired = udløbet
word-accepted = accepteret
word-declined = afvist
word-approved = godkendt
word-queued = i kø
word-sent = sendt
word-failed = mislykket
word-bounced = kom retur
word-cancelled = annulleret
word-open = åben
word-planned = planlagt
word-in-progress = i gang
word-waiting = venter
word-closed = lukket
word-taken = taget
word-requested = ønsket
word-over = forbi
word-paid = betalt

# Kinds and urgency.

word-service-order = serviceordre
word-work-order = arbejdsordre
word-ticket = sag
word-invoice = faktura
word-estimate = tilbud
word-low = lav
word-normal = normal
word-high = høj
word-urgent = haster

# Parts of the portal.

word-orders = ordrer
word-objects = objekter
word-faults = fejlmeldinger
word-documents = dokumenter
word-calendar = kalender
word-billing = regninger
word-video = video

# Things, one and many.

word-order = ordre
word-object = objekt
word-facility = lokation
word-facilities = lokationer
word-document = dokument
word-invoices = fakturaer
word-estimates = tilbud
word-video-session = videomøde
word-video-sessions = videomøder
word-fault-report = fejlmelding
word-fault-reports = fejlmeldinger

# What letters tell.

word-invitation = invitation
word-welcome = velkommen
word-password-changed = adgangskode ændret
word-access-changed = adgang ændret
word-access-ending = adgang slutter
word-access-revoked = adgang fjernet
word-new-password = ny adgangskode
word-temporary-password = midlertidig adgangskode
word-recovery = gendannelse
word-second-factor = andet trin
word-independence-asked = selvstændighed ønsket
word-independence-approved = selvstændighed godkendt
word-independence-declined = selvstændighed afvist
word-order-created = ordre oprettet
word-order-assigned = ordre tildelt
word-order-planned = besøg planlagt
word-order-moved = besøg flyttet
word-visit-cancelled = besøg aflyst
word-order-closed = ordre afsluttet
word-order-edited = ordre rettet
word-order-cancelled = ordre annulleret
word-comment = kommentar
word-internal-comment = intern kommentar
word-document-added = dokument tilføjet
word-fault-received = fejlmelding modtaget
word-fault-taken = fejlmelding taget
word-fault-closed = fejlmelding lukket
word-estimate-to-accept = tilbud til accept
word-estimate-decided = tilbud besvaret
word-video-planned = videomøde planlagt
word-video-moved = videomøde flyttet
word-video-cancelled = videomøde aflyst
word-video-requested = videomøde ønsket
word-check-due = egenkontrol forfalder
word-comments = kommentarer
word-independence = selvstændighed

# What is seen elsewhere.

word-hidden = skjult
word-read-only = kun læsning

# What staff may do.

word-view-customers = se kunder
word-edit-customers = rette kunder
word-grant-access = give adgang
word-revoke-access = fjerne adgang
word-edit-customer-user-permissions = rette rettigheder
word-reset-password = nye adgangskoder
word-view-as-customer = se som kunde
word-manage-orders = styre ordrer
word-handle-fault-reports = behandle fejlmeldinger
word-manage-documents = styre dokumenter
word-manage-billing = styre regninger
word-view-activity = se loggen
word-view-outbox = se udbakken
word-manage-outbox = styre udbakken
word-import-export = importere og eksportere
word-manage-templates = styre skabeloner
word-manage-staff = styre personale
word-manage-settings = styre indstillinger

# Who did something.

word-staff = personale
word-customer-user = kundebruger
word-system = system

# Parts of letters.

word-subject = emne
word-why = hvorfor
word-password = adgangskode
word-do = at gøre
word-button = knap
word-until = indtil
word-unexpected = uventet

# Sorting.

word-name = navn
word-number = nummer
word-city = by
word-contact = kontakt
word-contacts = kontakter
word-user = bruger
word-users = brugere
