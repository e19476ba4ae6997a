# The palette and the single keys, by keyboard alone; and a README that runs nothing.

browser palette
