"""The shared client of the Lix API: endpoint table, limiter, errors, models."""
