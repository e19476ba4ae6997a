# A whole repository is deleted by page, its operation is seen, and it is restored and pulled again.

browser delete-and-restore
