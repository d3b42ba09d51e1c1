"""Commands for those who build gcmdesk; none of them ships."""
