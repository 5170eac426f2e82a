"""Small parts that pages and dialogs are put together from; none of them knows the book."""
