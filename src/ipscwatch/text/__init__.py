"""Reading characters: cleaning, charset, folding, sentences, amounts, dates, language and addresses."""
