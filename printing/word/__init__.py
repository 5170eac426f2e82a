"""Papers as Word files: the same blocks, laid as in PDF, as the XML of tables and paragraphs Word itself makes."""
