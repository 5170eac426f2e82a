"""What is laid before any renderer draws: measures of tables."""
