"""The map in headless Chromium, driven as a person would: click, type, keys. One module per part of the page."""
