# The core flows in a browser that runs no script.

browser without-scripts
