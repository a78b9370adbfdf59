"""Objects as pages show them: words, dates and addresses in the reader's language."""
