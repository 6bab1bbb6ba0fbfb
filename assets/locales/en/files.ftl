# Documents, uploads, the logo.

# Files that are not taken.
problem-file-missing = Choose a file first.
problem-file-large = This file is too large.
problem-file-dimensions = The picture has too few or too many pixels.
problem-file-empty = This file is empty.
problem-file-kind = Files of this kind are not taken. Photographs, PDF and office documents, films, ZIP archives and plain text are.
problem-file-name = The name of this file cannot be taken. Give it a name of 1 to 200 characters.
failure-files-too-large-title = That is too large
failure-files-too-large-text = All files of a form together may have { $mib } MiB. Nothing was stored. Go back and choose smaller files, or send them one by one.

# Documents (R37).
nav-documents = Documents
documents-title = Documents
documents-empty-title = No documents yet
documents-empty-text = Reports, manuals and photographs appear here as soon as { $organization } adds them to your orders and objects, or you do.
documents-no-match-title = Nothing found for “{ $search }”
documents-no-match-text = The search looks at the names of documents.
documents-show-all = Show all documents
papers-empty = There are no documents here yet.
papers-label = Add documents
papers-hint = Photographs, PDF and office documents, films, ZIP archives or plain text; { $mib } MiB together at most.
papers-send = Send
papers-add-title = Add documents
papers-on-order = Order { $number }
papers-on-object = Object { $number }
papers-on-model = { $name }
papers-on-customer = Your company
notice-documents = Your documents have been added.
topic-documents = Documents that are added
file-kind-pdf = PDF document
file-kind-photograph = Photograph
file-kind-picture = Picture
file-kind-film = Film
file-kind-archive = Archive
file-kind-plain = Plain text
file-kind-spreadsheet = Spreadsheet
file-kind-slides = Slides
file-kind-text = Text document
