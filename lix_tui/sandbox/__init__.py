"""The local Lix API: speaks the wire format and knows nothing of the client."""
