"""The workspace: one encrypted file that never loses a word."""
