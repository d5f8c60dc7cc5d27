"""Reports: statistics, charts and computed sentences, and the documents made of them."""
