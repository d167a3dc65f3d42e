"""Mutation testing: small faults in the package, and the tests that notice them."""
