"""Model -> other formats: one file a format."""
