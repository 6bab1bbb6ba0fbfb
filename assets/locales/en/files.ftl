# Documents, uploads, the logo.

# Files that are not taken.
problem-file-missing = Choose a file first.
problem-file-large = This file is too large.
problem-file-empty = This file is empty.
problem-file-kind = Files of this kind are not taken. Photographs, PDF and office documents, films, ZIP archives and plain text are.
problem-file-name = The name of this file cannot be taken. Give it a name of 1 to 200 characters.
failure-files-too-large-title = That is too large
failure-files-too-large-text = All files of a form together may have { $mib } MiB. Nothing was stored. Go back and choose smaller files, or send them one by one.
