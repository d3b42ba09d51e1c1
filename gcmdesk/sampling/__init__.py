"""The areas' parts of the sample workspace."""
