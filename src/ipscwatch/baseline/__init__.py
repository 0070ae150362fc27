"""What is known before the first poll: facts of the five documents, of the public record, open questions."""
