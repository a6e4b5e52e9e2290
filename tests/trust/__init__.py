"""The promises of docs/promises.md, each put to the test on the real thing."""
