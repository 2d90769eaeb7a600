"""The bilingual sentence encoder that ships with the program, and the recipe that made it."""
