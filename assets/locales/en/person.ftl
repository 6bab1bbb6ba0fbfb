# Views of staff, drafts, own data.
