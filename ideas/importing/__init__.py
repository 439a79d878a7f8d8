"""Ideas from other systems: one reader a source (seoul, petitions, spreadsheet), one loader for all."""
