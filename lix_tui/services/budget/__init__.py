"""Requests and their price: the guard before each purchase, budgets, account, leases."""
