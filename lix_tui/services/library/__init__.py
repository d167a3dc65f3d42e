"""Everything ever fetched, in one place: found by any word, noted, tagged, deleted for good."""
