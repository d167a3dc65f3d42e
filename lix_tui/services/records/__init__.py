"""Records: their types, lookups, related records, and the forms they are copied in."""
