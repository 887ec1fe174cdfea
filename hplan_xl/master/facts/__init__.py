"""What is counted, measured and said of many plans."""
