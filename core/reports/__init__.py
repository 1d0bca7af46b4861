"""Documents made from the data: the approval form, the collection plan."""
