"""What the Lix API answers, tolerant on input and strict in type once inside."""
