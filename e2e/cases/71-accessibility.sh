# Every page of accounts and organisations in a browser, wide and narrow, light and dark: what axe says of it.

browser accessibility
