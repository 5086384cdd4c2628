"""The steps, each a module; `down_revision` says which comes before."""
