"""Models of Lix's answers, tolerant on input and strict in type once inside."""
