"""The Compact as reference: objectives, actions, principles, frameworks, the six steps and the guidance's tools.

The texts are English in `resources/compact/*.json` and translated through the gettext domain `compact`.
"""
