// The handlers that manifest.yml names, and nothing else.
