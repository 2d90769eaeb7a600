"""The cross-encoder that reads a question and a sentence together, and how it was made."""
