"""What several areas say together."""
