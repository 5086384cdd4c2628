"""Discovery: from databases to findings about their columns, and to the draft of an estate.

    connecting     a URL, or env:NAME, to a connection that only reads
    schema         tables, columns and keys, read in a few queries whatever the number of tables
    tokens         names to words: case, underscores and digits part them, and compounds of known words
    roles          what a table is, by its name and its keys: people, orders, messages, lookups …
    senses         what a column's words mean, and in which tables they mean it
    naming         the verdict on a column by its name, type, keys and table
    sampling       some values of each table, by blocks of its key; they live in memory and nowhere else
    evidence       what values look like: checksums, shapes, shares
    finding        what is said of a column
    inside         what a sample of a container held
    containers     free text, JSON, key-value tables and blobs: columns that can hold anything
    judging        both verdicts in one finding, with its reason
    grants         which database role can read which personal column (PostgreSQL)
    accepted       what people decided, by when they decide again
    elements       which columns the elements of a draft hold
    completeness   how complete a draft is, and what a person does next
    drafting       findings to the text of an estate file
    discovery      all of it, over several databases

The finder names no table of any product: its words are those of eight languages (`senses`, `roles`).
"""
