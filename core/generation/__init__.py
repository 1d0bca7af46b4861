"""What follows from a definition: models, schema changes, schemas, forms, views."""
