"""Values of filters: typeahead, the index of known values, skills."""
