//! What a function does, told from the shared syntax: the same for every language.
